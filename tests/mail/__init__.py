"""Tests of the outbox: letters written, sent, tried again, looked at."""
