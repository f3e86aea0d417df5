"""Deciding on many transfers at once: each as the rule says, and no invoice twice (PAY-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from tbc.payments.names import keys_like, slips_of
from tbc.payments.queries.candidates import list_aliases, list_candidates, list_rivals, lock_open
from tbc.payments.rules import Came, Candidate, Decision, decide, is_unconfirmed

_NO_ALIASES: frozenset[str] = frozenset()


def decide_all(cames: Sequence[Came]) -> list[Decision]:
    """The decisions on the transfers, in their order; the invoices of those that are booked are locked and open."""
    decisions = foresee(cames)
    still_open = lock_open([decision.invoice.id for decision in decisions if decision.invoice])
    return [_or_review(decision, still_open) for decision in decisions]


def foresee(cames: Sequence[Came]) -> list[Decision]:
    """What would be decided on the transfers as things are; nothing is locked.

    An invoice that one transfer settles is paid for those behind it.
    """
    aliases = list_aliases({came.name_key for came in cames})
    known = _Known(list_candidates(cames, aliases))
    known.add(list_rivals(known.slips_among(cames, aliases)))
    return [known.decide(came, aliases.get(came.name_key, _NO_ALIASES)) for came in cames]


class _Known:
    """The candidates of many transfers, to be found by what names them."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_id: dict[UUID, Candidate] = {}
        self._called: defaultdict[str, list[UUID]] = defaultdict(list)
        self._numbered: dict[str, UUID] = {}
        self._virtual: defaultdict[tuple[str, str], list[UUID]] = defaultdict(list)
        self.add(candidates)

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Know these too."""
        for one in sorted(candidates, key=lambda candidate: candidate.number):
            if one.id in self._by_id:
                continue
            self._by_id[one.id] = one
            self._numbered[one.number] = one.id
            if one.name_key:
                self._called[one.name_key].append(one.id)
            if one.virtual_account:
                self._virtual[one.account_key, one.virtual_account].append(one.id)

    def slips_among(self, cames: Iterable[Came], aliases: Mapping[str, frozenset[str]]) -> set[tuple[str, int]]:
        """Where a number alone names an invoice: the numbers that are a typing slip away, each with what came in."""
        found: set[tuple[str, int]] = set()
        for came in cames:
            names = aliases.get(came.name_key, _NO_ALIASES)
            if len(came.numbers) == 1 and is_unconfirmed(came, self._candidates_of(came, names), names):
                found |= {(slip, came.amount) for slip in slips_of(came.numbers[0])}
        return found

    def decide(self, came: Came, aliases: frozenset[str]) -> Decision:
        decision = decide(came, self._candidates_of(came, aliases), aliases)
        if decision.invoice:
            self._by_id[decision.invoice.id] = decision.invoice.closed()
        return decision

    def _candidates_of(self, came: Came, aliases: frozenset[str]) -> list[Candidate]:
        ids = dict.fromkeys(self._called.get(came.name_key, ()))
        alike = keys_like(came.name_key) if came.numbers or came.virtual_account else ()
        for key in (*sorted(aliases), *alike):
            ids |= dict.fromkeys(self._called.get(key, ()))
        for number in came.numbers:
            if number in self._numbered:
                ids[self._numbered[number]] = None
                if is_unconfirmed(came, [self._by_id[one] for one in ids], aliases):
                    ids |= {self._numbered[slip]: None for slip in slips_of(number) if slip in self._numbered}
        if came.virtual_account:
            ids |= dict.fromkeys(self._virtual.get((came.account_key, came.virtual_account), ()))
        return [self._by_id[one] for one in ids]


def _or_review(decision: Decision, still_open: set[UUID]) -> Decision:
    """What somebody else has settled or cancelled since it was looked up is left to staff."""
    if decision.invoice and decision.invoice.id not in still_open:
        return Decision("review", ("already-paid",))
    return decision
