"""Business days, and the days that staff close."""
