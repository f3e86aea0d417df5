"""Which invoice a transfer settles, and why: by itself only what is sure, everything else is for staff (PAY-2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from tbc.payments.names import core_of, slips_of

TRANSFER_STATES = ("waiting", "booked", "refund", "discarded")
UPLOAD_STATES = ("unmapped", "checked", "taking", "taken")
BOOKING_KINDS = ("transfer", "difference")
COMMENT_AT_MOST = 500

# What speaks for an invoice. The first three name it; an alias is a name that staff have taken for the payer's before.
EVIDENCE = ("virtual-account", "number", "name", "alias", "amount", "account")
# What keeps a transfer from being booked by itself.
DOUBTS = (
    "cancellation",
    "cancelled",
    "uncleared",
    "unknown-account",
    "several-numbers",
    "unknown-number",
    "disagree",
    "number-slip",
    "equal-candidates",
    "already-paid",
    "invoice-cancelled",
    "invoice-lapsed",
    "amount-differs",
    "other-account",
    "late",
    "early",
    "payer-unknown",
)
# What later knowledge may settle: a name learned, an invoice issued, a booking undone. The rest stays with staff, equal
# candidates too: that one of them is gone by now does not say which was meant.
AGAIN = ("unknown-number", "disagree", "number-slip", "already-paid", "amount-differs", "payer-unknown")
_CLOSED = {"paid": "already-paid", "cancelled": "invoice-cancelled", "lapsed": "invoice-lapsed"}
_WEIGHTS = {"virtual-account": 16, "number": 16, "name": 8, "alias": 8, "amount": 6, "account": 1}


@dataclass(frozen=True, slots=True)
class Came:
    """What matching looks at in a transfer.

    `account_key` is the configured account that it came to, empty for none of them; `virtual_account` seven digits if
    it came to a number of its own there. `numbers` are the invoice numbers in its name, text and EDI field. A row that
    `is_cancellation` takes another back, one that `is_cancelled` is taken back by another.
    """

    amount: int
    value_on: date
    account_key: str
    name_key: str
    virtual_account: str = ""
    numbers: tuple[str, ...] = ()
    is_cancellation: bool = False
    is_cancelled: bool = False
    is_uncleared: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What matching looks at in an invoice; it counts for value dates from `issued_on` to `counts_until`."""

    id: UUID
    number: str
    amount: int
    account_key: str
    virtual_account: str
    name_key: str
    issued_on: date
    counts_until: date
    state: str = "open"

    def closed(self) -> Candidate:
        """The same once it is paid."""
        return replace(self, state="paid")


@dataclass(frozen=True, slots=True)
class Decision:
    """`outcome` auto books the transfer on `invoice`; review leaves it to staff. `reasons` are EVIDENCE or DOUBTS."""

    outcome: Literal["auto", "review"]
    reasons: tuple[str, ...]
    invoice: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate as staff see it: `evidence` for it, `doubts` against it."""

    candidate: Candidate
    evidence: tuple[str, ...]
    doubts: tuple[str, ...]


def decide(came: Came, candidates: Sequence[Candidate], aliases: frozenset[str] = frozenset()) -> Decision:
    """Book by itself only where amount and account are exact and exactly one open invoice is meant (PAY-2).

    `candidates` hold every invoice, open or not, that the transfer's virtual account or numbers name, and every open
    one whose payer is called so (for a transfer that names one, in any legal form); where `is_unconfirmed` says so, the
    open ones of numbers that are a typing slip away too. `aliases` are the payers' keys that staff have taken the
    transfer's name for before.
    """
    blocked = _blocked(came)
    if blocked:
        return Decision("review", blocked)
    meant, doubt = _meant(came, candidates, aliases)
    if meant is None:
        return Decision("review", (doubt,))
    doubts = doubts_about(came, meant)
    if doubts:
        return Decision("review", doubts)
    return Decision("auto", evidence_for(came, meant, aliases), meant)


def is_unconfirmed(came: Came, candidates: Sequence[Candidate], aliases: frozenset[str] = frozenset()) -> bool:
    """Whether a number alone names the invoice, and the payer's name does not speak for it too."""
    named = _named(came, candidates)
    return len(came.numbers) == 1 and len(named) == 1 and not _is_vouched_for(came, named[0], aliases)


def rank(came: Came, candidates: Iterable[Candidate], aliases: frozenset[str] = frozenset()) -> list[Ranked]:
    """The candidates as staff are shown them: the likeliest first."""
    ranked = [Ranked(one, evidence_for(came, one, aliases), doubts_about(came, one)) for one in candidates]
    return sorted(
        ranked,
        key=lambda one: (-sum(_WEIGHTS[name] for name in one.evidence), len(one.doubts), one.candidate.number),
    )


def evidence_for(came: Came, invoice: Candidate, aliases: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What speaks for the invoice, out of EVIDENCE and in its order."""
    found = {
        "virtual-account": _is_virtually(came, invoice),
        "number": invoice.number in came.numbers,
        "name": bool(came.name_key) and invoice.name_key == came.name_key,
        "alias": invoice.name_key in aliases,
        "amount": invoice.amount == came.amount,
        "account": invoice.account_key == came.account_key,
    }
    return tuple(name for name in EVIDENCE if found[name])


def doubts_about(came: Came, invoice: Candidate) -> tuple[str, ...]:
    """What speaks against the invoice, out of DOUBTS."""
    found = {
        _CLOSED.get(invoice.state, ""): invoice.state != "open",
        "amount-differs": invoice.amount != came.amount,
        "other-account": invoice.account_key != came.account_key,
        "late": came.value_on > invoice.counts_until,
        "early": came.value_on < invoice.issued_on,
    }
    return tuple(name for name in DOUBTS if found.get(name))


def _blocked(came: Came) -> tuple[str, ...]:
    found = {
        "cancellation": came.is_cancellation,
        "cancelled": came.is_cancelled and not came.is_cancellation,
        "uncleared": came.is_uncleared,
        "unknown-account": not came.account_key,
    }
    return tuple(name for name in DOUBTS if found.get(name))


def _meant(came: Came, candidates: Sequence[Candidate], aliases: frozenset[str]) -> tuple[Candidate | None, str]:
    """The one invoice that is meant, or why there is none; whether it can be booked is not looked at yet."""
    if len(came.numbers) > 1:
        return None, "several-numbers"
    named = _named(came, candidates)
    if len(named) > 1 or (named and _is_contradicted(came, named[0], candidates, aliases)):
        return None, "disagree"
    if named:
        return (None, "number-slip") if _may_be_a_slip(came, named[0], candidates, aliases) else (named[0], "")
    if came.numbers:
        return None, "unknown-number"
    called = [one for one in candidates if one.state == "open" and _is_called(came, one, aliases)]
    equal = [one for one in called if one.amount == came.amount]
    if len(equal) > 1:
        return None, "equal-candidates"
    if equal:
        return equal[0], ""
    if called:
        return None, "amount-differs"
    return None, _once_called(came, candidates, aliases)


def _named(came: Came, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The invoices named by virtual account or number: one if all is well. A virtual account is the open invoice's."""
    virtual = [one for one in candidates if _is_virtually(came, one)]
    virtual = [one for one in virtual if one.state == "open"] or virtual[:1]
    numbered = [one for one in candidates if one.number in came.numbers]
    return virtual + [one for one in numbered if one not in virtual]


def _is_contradicted(came: Came, named: Candidate, candidates: Sequence[Candidate], aliases: frozenset[str]) -> bool:
    """Whether the payer's name, its legal form left out or not, is that of other open invoices: a typing error in a
    number may hit somebody else's invoice. To a virtual account the amount must be equal too."""
    sounding = [one for one in candidates if one.state == "open" and _sounds_like(came, one, aliases)]
    equal = [one for one in sounding if one.amount == came.amount]
    if equal and named not in equal:
        return True
    return bool(sounding) and is_unconfirmed(came, [named], aliases)


def _may_be_a_slip(came: Came, named: Candidate, candidates: Sequence[Candidate], aliases: frozenset[str]) -> bool:
    """Whether nothing but the number names the invoice, and one wrong sign in it leads to another that the transfer
    would settle as well."""
    if not is_unconfirmed(came, [named], aliases):
        return False
    slips = slips_of(named.number)
    return any(one.number in slips and one.state == "open" and one.amount == came.amount for one in candidates)


def _is_vouched_for(came: Came, named: Candidate, aliases: frozenset[str]) -> bool:
    """Whether something beside the number speaks for the invoice: a virtual account, or the payer's name."""
    return _is_virtually(came, named) or _sounds_like(came, named, aliases)


def _sounds_like(came: Came, invoice: Candidate, aliases: frozenset[str]) -> bool:
    core = core_of(came.name_key)
    return _is_called(came, invoice, aliases) or bool(core and core_of(invoice.name_key) == core)


def _once_called(came: Came, candidates: Sequence[Candidate], aliases: frozenset[str]) -> str:
    """Whether the payer has paid, or could have paid, an invoice of this amount that is closed by now."""
    for one in candidates:
        if one.state in _CLOSED and one.amount == came.amount and _is_called(came, one, aliases):
            return _CLOSED[one.state]
    return "payer-unknown"


def _is_called(came: Came, invoice: Candidate, aliases: frozenset[str]) -> bool:
    return bool(came.name_key) and (invoice.name_key == came.name_key or invoice.name_key in aliases)


def _is_virtually(came: Came, invoice: Candidate) -> bool:
    return (
        bool(came.virtual_account)
        and invoice.virtual_account == came.virtual_account
        and invoice.account_key == came.account_key
    )
