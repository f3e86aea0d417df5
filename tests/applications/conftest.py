"""Fixtures of this room's tests."""

from tests.applications.company import company

__all__ = ["company"]
