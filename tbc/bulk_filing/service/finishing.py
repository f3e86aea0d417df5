"""The end of a bulk filing: its state, one letter with all numbers, and for whom the job acts."""

from __future__ import annotations

from typing import Any

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.audit import service as audit
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.queries import list_filed, progress_of
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail import service as mail
from tbc.policy import Actor, Role


def actor_of(filing: BulkFiling) -> Actor | None:
    """Whoever said to file it, as they are now; None if their account is closed or may file nothing any more."""
    user = session.get_one(User, filing.filer_id, populate_existing=True)
    if user.disabled_at or user.kind != Role.CUSTOMER:
        return None
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        roles=frozenset({Role.CUSTOMER}),
        mode=user.mode,
        language=user.language,
    )


def finish(filing: BulkFiling, state: str) -> None:
    """All that can be settled is settled: say so, in the one letter that stands for many (APP-7)."""
    filing.state, filing.finished_at, filing.settled = state, now(), 0
    session.flush()
    counts = progress_of([filing])[filing.id].counts
    who = Actor(user_id=filing.filer_id, name=filing.filer_name)
    details: dict[str, Any] = {"file": filing.file_name, "state": state, **counts}
    audit.record("bulk-filing-finished", who, "bulk-filing", filing.id, **details)
    actor = actor_of(filing)
    if actor is not None:
        _tell(actor, filing, counts)
    session.flush()


def _tell(actor: Actor, filing: BulkFiling, counts: dict[str, int]) -> None:
    numbered = [(" ".join(numbers.groups(row.number or "")), row.company, row.title) for row in list_filed(filing.id)]
    mail.post(
        "bulk-filed",
        to=actor.email,
        language=actor.language or "ja",
        about=filing.id,
        about_type="bulk-filing",
        filing=filing,
        numbered=numbered,
        drafted=counts.get("drafted", 0),
        not_filed=sum(counts.get(name, 0) for name in ("faulty", "double", "left")),
    )
