"""Deliveries: shipped, mailed, opened, certified."""
