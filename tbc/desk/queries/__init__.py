"""What the staff read: figures, and the things of all customers."""
