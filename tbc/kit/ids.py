"""Row ids: UUIDs of version 7, which nobody can guess and which stay in order of creation on disk."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new row id."""
    return uuid7()
