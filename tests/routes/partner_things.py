"""Who the filer is at a partner portal, and a portal that nobody has configured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select

from tbc.kit.db import session
from tbc.partners.models import Identity
from tests.routes.actors import Cast

Arguments = dict[str, Any]


def _identity(cast: Cast) -> Arguments:
    """The filer came in from a portal once, and has not registered yet; or not any more."""
    _no_identity(cast)
    told = {"name": "見本　太郎", "email": cast.filer.email, "company": "高崎見本株式会社", "tier": 2}
    session.add(
        Identity(issuer="https://login.example.com", subject="p-1", provider="gone", user_id=cast.filer.id, **told)
    )
    session.commit()
    return {}


def _no_identity(cast: Cast) -> Arguments:
    """The filer never came in from a portal."""
    session.execute(delete(Identity).where(Identity.user_id == cast.filer.id))
    session.commit()
    return {}


def _identity_of_filer(cast: Cast) -> Arguments:
    """The same, as staff name it."""
    _identity(cast)
    one = session.scalars(select(Identity).where(Identity.user_id == cast.filer.id)).one()
    return {"user_id": one.user_id, "identity_id": one.id}


PARTNER_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "identity": _identity,
    "identity-of-filer": _identity_of_filer,
    "no-identity": _no_identity,
    "no-portal": lambda _cast: {"key": "no-such"},
}
