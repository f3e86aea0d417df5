"""Requests: opened, due, decided once, told."""
