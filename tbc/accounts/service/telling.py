"""Letters about an account's own security, to the address of its person (ACC-4)."""

from __future__ import annotations

from typing import Any

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.mail.service import post


def tell(letter: str, user: User, **values: Any) -> None:
    """Write `letter` to the person, with what it tells of; the time is now."""
    post(letter, to=user.email, language=user.language, about=user.id, name=user.name, at=now(), **values)
