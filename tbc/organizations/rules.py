"""How long things take in an organization, and what a domain leads to: pure (SPEC §5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

INVITATION = timedelta(days=7)
ASKING = timedelta(days=14)
UNDO = timedelta(days=30)
OBJECTION_WITHOUT_OWNER = timedelta(days=7)
OBJECTION_OF_OWNER = timedelta(days=14)
DESK_ANSWER = timedelta(days=3)
# Whoever was refused, or has asked several times, does not mail the owners once more at once.
BEFORE_ASKING_AGAIN = timedelta(days=30)
MOST_CASES = 3
DOMAIN_PROOF = timedelta(hours=24)
LONGEST_REASON = 1000


def domain_below(domain: str, registrable: str | None, split: Collection[str]) -> str | None:
    """The domain that an organization is found by (ORG-1).

    `domain` is that of an address, in A-labels; `registrable` its registrable part, None for no organization. Below a
    domain that staff have split each sub-domain stands for itself: with `aichi.lg.jp` split, `x.pref.aichi.lg.jp` leads
    to `pref.aichi.lg.jp`.
    """
    if registrable is None:
        return None
    labels = domain.split(".")
    for start in range(len(labels)):
        above = ".".join(labels[start:])
        if above in split:
            return ".".join(labels[max(start - 1, 0) :])
        if above == registrable:
            break
    return registrable
