"""Tests of what happens when the database is lost or a process is killed."""
