"""Tests of renewals by invoice: what may be renewed, the way to the invoice, what a payment brings."""
