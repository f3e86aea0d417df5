"""Numbers of the vendor: random digits behind a prefix, each given once, however full the series is (ORD-2)."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from sqlalchemy import BigInteger, CheckConstraint, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.db import Base, session


class IssuedNumber(Base):
    """A number that has been given, whatever has become of what bears it."""

    __tablename__ = "issued_numbers"
    __table_args__ = (CheckConstraint("number >= 0", name="number_is_none_below_zero"),)

    series: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class Series(NamedTuple):
    """Numbers of `digits` digits behind `prefix`; `lowest` is the first that is given."""

    prefix: str
    digits: int
    lowest: int = 0

    @property
    def size(self) -> int:
        return int(10**self.digits - self.lowest)


class SeriesExhausted(Exception):
    """Every number of the series has been given."""


ORDERS = Series("ORDC", 7)
DELIVERIES = Series("SHPC", 7)
LICENSES = Series("", 10, lowest=10**9)

# Few candidates do while the space is empty; so many that of a space with one free number in a hundred all but one try
# in fifty thousand finds one; then a walk along the index to the next free number, one walker at a time: many at once
# would all come to the same one, and take it for the last.
_TRIES = (16, 1024)
_WALK_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('issuing ' || :series, 0))")
# OFFSET has each candidate looked up in the index. Without it a plan made while the table was small, and kept since,
# reads the whole of it: a quarter of a second at a million numbers.
_CLAIM = text(
    """
    INSERT INTO issued_numbers (series, number)
    SELECT :series, candidate FROM unnest(CAST(:candidates AS bigint[])) AS candidate
    WHERE NOT EXISTS (SELECT FROM issued_numbers WHERE series = :series AND number = candidate OFFSET 0)
    LIMIT 1
    ON CONFLICT DO NOTHING RETURNING number
    """
)
# `free` is the first free number from one place to another, `number` the same if it could be claimed.
_CLAIM_NEXT = text(
    """
    WITH found AS MATERIALIZED (
        SELECT free FROM (
            SELECT CAST(:start AS bigint) AS free
            WHERE NOT EXISTS (SELECT FROM issued_numbers WHERE series = :series AND number = :start)
            UNION ALL
            (SELECT number + 1 FROM (
                SELECT number, lead(number) OVER (ORDER BY number) AS following FROM issued_numbers
                WHERE series = :series AND number BETWEEN :start AND :last
             ) AS given WHERE number < :last AND following IS DISTINCT FROM number + 1 LIMIT 1)
        ) AS any_free LIMIT 1
    ), claimed AS (
        INSERT INTO issued_numbers (series, number) SELECT :series, free FROM found
        ON CONFLICT DO NOTHING RETURNING number
    )
    SELECT found.free, claimed.number FROM found LEFT JOIN claimed ON true
    """
)


def issue(series: Series) -> str:
    """A number of the series that nobody has, such as `ORDC0382917`; it stays given if the transaction commits.

    At most five statements, however many are taken.

    Raises:
        SeriesExhausted: none is left.
    """
    for tries in _TRIES:
        drawn = [series.lowest + secrets.randbelow(series.size) for _ in range(tries)]
        number = session.scalar(_CLAIM, {"series": series.prefix, "candidates": drawn})
        if number is not None:
            return _written(series, number)
    session.execute(_WALK_ALONE, {"series": series.prefix})
    number = _walk(series)
    if number is None:
        raise SeriesExhausted(series.prefix)
    return _written(series, number)


def _walk(series: Series) -> int | None:
    """Claim the next free number from some place on, and from the beginning to there if there is none.

    Somebody's draw may take it at that moment; then any other will do.
    """
    lowest, last = series.lowest, series.lowest + series.size - 1
    start = lowest + secrets.randbelow(series.size)
    found = session.execute(_CLAIM_NEXT, {"series": series.prefix, "start": start, "last": last}).one_or_none()
    if found is None or found.number is None:
        span = {"start": lowest, "last": last if found else start}
        found = session.execute(_CLAIM_NEXT, {"series": series.prefix, **span}).one_or_none()
    return found.number if found else None


def _written(series: Series, number: int) -> str:
    return f"{series.prefix}{number:0{series.digits}d}"
