"""Pages of an account, one module per subject."""

from __future__ import annotations

from tbc.accounts.views import details, password, sessions, sign_in, sign_up
from tbc.accounts.views.room import room

__all__ = ["details", "password", "room", "sessions", "sign_in", "sign_up"]
