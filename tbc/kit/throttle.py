"""How often something may be tried: counters in the database, so that every web process counts together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Text, delete, text, update
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base, session


class Throttle(Base):
    """Tries of one kind by one subject within one window; the subject is hashed, so that no address stands here."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tries: Mapped[int]
    until: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of what `name` says within `minutes`."""

    name: str
    tries: int
    minutes: int


_TAKE = text(
    """
    INSERT INTO throttles (key, tries, until) VALUES (:key, 1, :until)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN throttles.until <= :now THEN 1 ELSE throttles.tries + 1 END,
        until = CASE WHEN throttles.until <= :now THEN :until ELSE throttles.until END
    RETURNING tries, until
    """
)


class Count(NamedTuple):
    """Where a subject stands: tries left in this window, seconds until the next one, whether this one is over."""

    left: int
    seconds: int
    is_over: bool


def take(limit: Limit, subject: str) -> int:
    """Count one try; 0 if it is within the limit, else the seconds to wait. The count stands only once committed."""
    counted = count(limit, subject)
    return counted.seconds if counted.is_over else 0


def count(limit: Limit, subject: str) -> Count:
    """Count one try, as `take` does, and say how many are left."""
    at = now()
    values = {"key": _key(limit, subject), "now": at, "until": at + timedelta(minutes=limit.minutes)}
    tries, until = session.execute(_TAKE, values).one()
    return Count(max(0, limit.tries - tries), max(1, int((until - at).total_seconds())), tries > limit.tries)


def wait(limit: Limit, subject: str) -> int:
    """The seconds to wait before the next try, without counting one; 0 if it may be tried now."""
    row = session.get(Throttle, _key(limit, subject))
    at = now()
    if row is None or row.until <= at or row.tries < limit.tries:
        return 0
    return max(1, int((row.until - at).total_seconds()))


def forget(limit: Limit, subject: str) -> None:
    """Start anew for a subject that has proven itself."""
    session.execute(delete(Throttle).where(Throttle.key == _key(limit, subject)))


def give_back(limit: Limit, subject: str) -> None:
    """Take one counted try back: it turned out to be none that the limit is about."""
    row = update(Throttle).where(Throttle.key == _key(limit, subject), Throttle.tries > 0)
    session.execute(row.values(tries=Throttle.tries - 1))


def sweep() -> int:
    """Remove counters whose window is over; how many."""
    gone = session.execute(delete(Throttle).where(Throttle.until <= now()).returning(Throttle.key))
    return len(gone.all())


def _key(limit: Limit, subject: str) -> str:
    return f"{limit.name}:{sha256(subject.encode()).hexdigest()}"
