"""Second factors that the addresses of the table name, and somebody for the desk to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tbc.accounts import proofs
from tbc.accounts.models import FactorReset, Passkey, TotpSecret
from tbc.accounts.service.factor_resets import PURPOSE
from tbc.kit.clock import now
from tbc.kit.db import session
from tests.accounts.factors import an_app
from tests.people import a_customer
from tests.routes.actors import Cast

Arguments = dict[str, Any]
FACTOR_IDS = ("passkey_id", "user_id")


def _totp(cast: Cast) -> Arguments:
    """The filer has an authenticator app."""
    if session.get(TotpSecret, cast.filer.id) is None:
        an_app(cast.filer)
    return {}


def _passkey(cast: Cast) -> Arguments:
    row = Passkey(user_id=cast.filer.id, credential_id=uuid4().bytes, public_key=b"key", name="見本の鍵")
    session.add(row)
    session.commit()
    return {"passkey_id": row.id}


def _kept_factors(cast: Cast) -> Arguments:
    """The link by which somebody objects to the reset of their factors."""
    user, until = an_app(a_customer()), now() + timedelta(hours=24)
    decided_by = cast.person("administrator").id
    session.add(FactorReset(user_id=user.id, reason="紛失", decided_by_id=decided_by, effective_at=until))
    token = proofs.make(PURPOSE, user.id, user.email, timedelta(hours=24))
    session.commit()
    return {"token": token}


FACTOR_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "totp": _totp,
    "passkey": _passkey,
    "kept-factors": _kept_factors,
    "user": lambda _cast: {"user_id": a_customer().id},
}
