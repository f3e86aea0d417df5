"""The demo: embedded PostgreSQL, a mailbox, people and data to try everything with. Never part of production."""
