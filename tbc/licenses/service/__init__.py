"""What is done to licenses; each act flushes, and none commits."""
