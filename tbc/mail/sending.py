"""Handing a letter over to the mail server."""
