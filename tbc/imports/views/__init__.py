"""The staff's pages of imports."""

from tbc.imports.views import acts, batches, index, review
from tbc.imports.views.room import room

__all__ = ["acts", "batches", "index", "review", "room"]
