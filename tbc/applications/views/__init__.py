"""Pages of applications."""

from __future__ import annotations

from tbc.applications.views import check, filed, history, moving, outcome, sharing, start, steps, supplements
from tbc.applications.views.room import room

__all__ = ["check", "filed", "history", "moving", "outcome", "room", "sharing", "start", "steps", "supplements"]
