"""What happens on which day. Ids are in order of creation, so everything is done in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tbc.kit.clock import in_tokyo, told

LONGEST = timedelta(minutes=40)  # from an entry's beginning to its last act


@dataclass(frozen=True, slots=True)
class Entry:
    """`act` begins at `at`, or a little later where another one is not over yet; it is given the moment."""

    at: datetime
    act: Callable[[datetime], object]


def by_day(at: datetime, hour: int) -> datetime:
    """The same day at `hour` in Tokyo, when people are at work"""
    return in_tokyo(at).replace(hour=hour, minute=20, second=0, microsecond=0)


def live(entries: Iterable[Entry], today: datetime) -> None:
    """Do everything, one after the other; nothing ends after `today`."""
    free = None
    for entry in sorted(entries, key=lambda entry: entry.at):
        at = min(max(entry.at, free or entry.at), today - LONGEST)
        with told(at):
            entry.act(at)
        free = at + LONGEST
