"""Reads of transfers, of what they may settle, and of what they did."""
