"""The forms of bulk filing."""
