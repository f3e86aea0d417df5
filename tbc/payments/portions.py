"""How transfers and invoices are set against each other to the yen, and what is left over (PAY-2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Portion:
    """So many yen of a transfer, or of a difference that is none's, on an invoice; a negative one is too much."""

    transfer_id: UUID | None
    invoice_id: UUID
    amount: int


def differs_by(amounts: Iterable[int], invoiced: Iterable[int]) -> int:
    """What is still missing in yen when these transfers settle those invoices; negative for what is too much."""
    return sum(invoiced) - sum(amounts)


def portions(transfers: Sequence[tuple[UUID, int]], invoices: Sequence[tuple[UUID, int]]) -> list[Portion]:
    """How much of which transfer pays which invoice, one of them against several of the others, all in yen.

    Each transfer is used whole and each invoice settled exactly: what is missing, or too much, is a difference on the
    last invoices. A transfer that finds nothing left to pay is too much on the last one.
    """
    made: list[Portion] = []
    owed = [amount for _id, amount in invoices]
    for transfer_id, left in transfers:
        for at, (invoice_id, _amount) in enumerate(invoices):
            is_last = at == len(invoices) - 1
            paid = left if is_last else min(left, owed[at])
            if paid > 0:
                made.append(Portion(transfer_id, invoice_id, paid))
                owed[at] -= paid
                left -= paid
    made += [Portion(None, invoice_id, owed[at]) for at, (invoice_id, _amount) in enumerate(invoices) if owed[at]]
    return made
