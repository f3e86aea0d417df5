"""Acts on documents: issue, cancel, correct; and what becomes of an invoice."""
