"""The pages of bulk filing."""

from __future__ import annotations

from tbc.bulk_filing.views import acts, filing, index, upload
from tbc.bulk_filing.views.room import room

__all__ = ["acts", "filing", "index", "room", "upload"]
