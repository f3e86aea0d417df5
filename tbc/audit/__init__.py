"""Who did what, when and from where (AUD-1)."""
