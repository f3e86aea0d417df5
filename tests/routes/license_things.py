"""What the addresses of contracts name: the filer's license, one of the company account's, a closed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from tbc.kit.db import session
from tbc.licenses.models import License
from tests.licenses.making import a_license
from tests.routes.actors import Cast

Arguments = dict[str, Any]


def _license(cast: Cast) -> Arguments:
    return {"license_id": a_license(cast.filer).id}


def _closed(cast: Cast) -> Arguments:
    named = _license(cast)
    own = License.id == named["license_id"]
    session.execute(update(License).where(own).values(state="closed", closed_at=License.made_at))
    session.commit()
    return named


LICENSE_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "license": _license,
    "closed-license": _closed,
    "account-license": lambda cast: {"license_id": a_license(account=cast.account).id},
}
