"""Setting a checkout up: the Makefile, the lock, the translations."""
