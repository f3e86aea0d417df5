"""Giving out tokens, and answering the same call once."""
