"""The forms of a renewal."""
