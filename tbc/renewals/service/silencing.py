"""Whether anybody is reminded of a license's end, and whether one reader is: each license by itself (RNW-8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.service import noting
from tbc.policy import ANONYMOUS, Actor
from tbc.renewals.models import Unreminded, UnremindedReader
from tbc.renewals.unsubscribing import Unsubscribing


def is_reminded(actor: Actor, license_: License) -> bool:
    """Whether reminders of this license's end go out, to the actor too."""
    own = (license_.id, actor.email.lower())
    return session.get(Unreminded, license_.id) is None and session.get(UnremindedReader, own) is None


def stop(actor: Actor, license_: License) -> None:
    """No more reminders of this license's end, to anybody; done twice it changes nothing."""
    wanted = {"license_id": license_.id, "by_name": actor.name, "since": now()}
    added = insert(Unreminded).values(wanted).on_conflict_do_nothing().returning(Unreminded.license_id)
    if session.scalar(added):
        noting.record("unreminded", actor, license_)


def resume(actor: Actor, license_: License) -> None:
    """Reminders go out again, to the actor too."""
    _forget(actor.email.lower(), [license_])
    silent = session.get(Unreminded, license_.id)
    if silent is not None:
        session.delete(silent)
        session.flush()
        noting.record("reminded", actor, license_)


def list_of_reader(wanted: Unsubscribing) -> tuple[Sequence[License], bool]:
    """The licenses of a signed address, soonest end first, and whether reminders of any of them go to its reader."""
    found = select(License).where(License.license_id.in_(wanted.numbers)).order_by(License.ends_on, License.id)
    licenses = session.scalars(found).all()
    keys = [one.id for one in licenses]
    silent = select(func.count()).where(UnremindedReader.license_id.in_(keys), UnremindedReader.email == wanted.email)
    return licenses, (session.scalar(silent) or 0) < len(keys)


def stop_reader(wanted: Unsubscribing) -> None:
    """No more reminders of these licenses to that reader; done twice it changes nothing."""
    licenses, _is_reminded = list_of_reader(wanted)
    rows = [{"license_id": one.id, "email": wanted.email, "since": now()} for one in licenses]
    if not rows:
        return
    added = insert(UnremindedReader).on_conflict_do_nothing().returning(UnremindedReader.license_id)
    fresh = set(session.scalars(added, rows))
    for license_ in licenses:
        if license_.id in fresh:
            noting.record("reader-unreminded", ANONYMOUS, license_, email=wanted.email)


def resume_reader(wanted: Unsubscribing) -> None:
    """Reminders of these licenses go to that reader again."""
    licenses, _is_reminded = list_of_reader(wanted)
    for license_ in _forget(wanted.email, licenses):
        noting.record("reader-reminded", ANONYMOUS, license_, email=wanted.email)


def _forget(email: str, licenses: Sequence[License]) -> list[License]:
    gone = delete(UnremindedReader).where(
        UnremindedReader.license_id.in_([one.id for one in licenses]), UnremindedReader.email == email
    )
    removed = set(session.scalars(gone.returning(UnremindedReader.license_id)))
    return [one for one in licenses if one.id in removed]
