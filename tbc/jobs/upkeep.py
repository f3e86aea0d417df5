"""What the jobs room itself does from time to time."""
