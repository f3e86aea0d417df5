"""Tests of licenses: what shipping makes of them, whose they are, what their holders see and ask for."""
