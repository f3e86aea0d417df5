"""Whether anybody is reminded of a license's end: each license by itself (RNW-8)."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.service import noting
from tbc.policy import Actor
from tbc.renewals.models import Unreminded


def is_reminded(license_: License) -> bool:
    """Whether reminders of this license's end go out."""
    return session.get(Unreminded, license_.id) is None


def stop(actor: Actor, license_: License) -> None:
    """No more reminders of this license's end; done twice it changes nothing."""
    wanted = {"license_id": license_.id, "by_name": actor.name, "since": now()}
    added = insert(Unreminded).values(wanted).on_conflict_do_nothing().returning(Unreminded.license_id)
    if session.scalar(added):
        noting.record("unreminded", actor, license_)


def resume(actor: Actor, license_: License) -> None:
    """Reminders go out again."""
    silent = session.get(Unreminded, license_.id)
    if silent is not None:
        session.delete(silent)
        session.flush()
        noting.record("reminded", actor, license_)
