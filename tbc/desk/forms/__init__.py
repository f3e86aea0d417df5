"""What the staff's lists are narrowed to, and what they decide."""
