"""Builds the second held-back set: workbooks of unseen layouts, each with the record that must come out."""
