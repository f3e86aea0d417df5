"""The API's routes, its documentation, and the staff's page of tokens."""

from tbc.api.views import docs
from tbc.api.views.room import room

__all__ = ["docs", "room"]
