"""Tests of the table of permissions, cell by cell."""
