"""The staff's pages of imports."""

from tbc.imports.views import acts, index, review
from tbc.imports.views.room import room

__all__ = ["acts", "index", "review", "room"]
