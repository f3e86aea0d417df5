"""Quotes, invoices and receipts: their numbers, the tax, the paper itself (BIL)."""
