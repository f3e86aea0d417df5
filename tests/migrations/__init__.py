"""Tests of the way of a database forward and back."""
