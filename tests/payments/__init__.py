"""Tests of bank files, of what they settle, and of what is left to staff."""
