"""The staff's pages of imports."""

from tbc.imports.views import acts, answering, approvals, batches, export, index, review, statistics
from tbc.imports.views.room import room

__all__ = ["acts", "answering", "approvals", "batches", "export", "index", "review", "room", "statistics"]
