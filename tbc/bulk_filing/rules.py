"""What a bulk filing may be and become, and how much of it there may be at once (pure)."""

from __future__ import annotations

from collections.abc import Iterable

# A sheet is `checked` until its filer says to file it; `refused`: all or nothing, and it was nothing.
STATES = ("checked", "filing", "cancelled", "done", "refused")
WAYS = ("all", "good")
# What has become of one application of the sheet. `drafted`: its supplement cannot stand in a sheet. `double`: the same
# as another, and nobody said to file it all the same. `left`: not filed for one of the reasons below.
OUTCOMES = ("waiting", "filed", "drafted", "faulty", "double", "left")
LEFT_FOR = ("others", "account", "person", "consent", "fault")

MOST_APPLICATIONS = 1_000
# An application has a row for each of its products and contact persons.
MOST_ROWS = 3_000
LARGEST = 10 * 1024 * 1024
SAME_WITHIN_DAYS = 30


def one_of(column: str, words: Iterable[str]) -> str:
    """The condition that `column` holds one of `words`, for a CHECK."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
