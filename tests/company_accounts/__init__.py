"""Company accounts and their end users."""
