"""Transfers as staff work on them: the queue, what one may settle, and what it has settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select, union_all

from tbc.invoices.models import Invoice
from tbc.kit.db import session
from tbc.payments.models import Booking, CsvMapping, Reconciliation, Transfer
from tbc.payments.names import came_numbers, key_of, keys_like
from tbc.payments.queries.candidates import COLUMNS, list_aliases, list_candidates
from tbc.payments.rules import Came, Candidate, Ranked, rank

# So many invoices are offered for a transfer, and so many transfers of the same payer.
FEW = 20
_ABOVE, _BELOW = 5, 14
_TAKES = ("open", "lapsed")
_LISTED: tuple[Any, ...] = (
    Transfer.id,
    Transfer.value_on,
    Transfer.amount,
    Transfer.payer_name,
    Transfer.sending_bank,
    Transfer.reasons,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What staff are offered for a transfer: invoices, the likeliest first, and the payer's other transfers."""

    invoices: Sequence[Ranked]
    companies: dict[UUID, str]
    transfers: Sequence[Transfer]


def list_transfers(state: str) -> Select[Any]:
    """The transfers in that state; whoever asks pages by their ids."""
    return select(*_LISTED).where(Transfer.state == state)


@dataclass(frozen=True, slots=True)
class Queue:
    """The transfers that wait around one, the latest first; `count` and `amount` yen are of all that wait."""

    rows: Sequence[Row[Any]]
    count: int
    amount: int

    def beside(self, transfer_id: UUID, by: int) -> UUID | None:
        """The one below (1) or above (-1) that transfer, which itself may wait no more; None at the end."""
        ids = [row.id for row in self.rows]
        below = [one for one in ids if one < transfer_id]
        above = [one for one in ids if one > transfer_id]
        return (below[0] if below else None) if by > 0 else (above[-1] if above else None)


def queue_around(transfer_id: UUID) -> Queue:
    """What waits above and below that transfer, and itself if it waits."""
    waiting = select(*_LISTED).where(Transfer.state == "waiting")
    above = waiting.where(Transfer.id >= transfer_id).order_by(Transfer.id).limit(_ABOVE + 1).subquery()
    below = waiting.where(Transfer.id < transfer_id).order_by(Transfer.id.desc()).limit(_BELOW).subquery()
    around = union_all(select(above), select(below)).subquery()
    of_all = [
        select(counted).where(Transfer.state == "waiting").scalar_subquery()
        for counted in (func.count(), func.sum(Transfer.amount))
    ]
    rows = session.execute(select(around, *of_all).order_by(around.c.id.desc())).all()
    count, amount = (int(rows[0][-2]), int(rows[0][-1])) if rows else (0, 0)
    return Queue(rows, count, amount)


def list_counterparts(transfer: Transfer) -> Sequence[Transfer]:
    """What a row that takes another back may take back; and of one that was taken back, the rows that do so."""
    if not {"cancellation", "cancelled"} & set(transfer.reasons):
        return ()
    return session.scalars(
        select(Transfer)
        .where(Transfer.amount == transfer.amount, Transfer.name_key == transfer.name_key)
        .where(Transfer.account_number == transfer.account_number)
        .where(Transfer.is_cancellation != transfer.is_cancellation)
        .order_by(Transfer.id.desc())
        .limit(FEW)
    ).all()


def find_next(transfer_id: UUID) -> UUID | None:
    """The transfer that waits below this one in the queue, else the one on top."""
    waiting = select(Transfer.id).where(Transfer.state == "waiting").order_by(Transfer.id.desc()).limit(1)
    return session.scalar(waiting.where(Transfer.id < transfer_id)) or session.scalar(waiting)


def offer_for(transfer: Transfer, words: str = "") -> Offer:
    """What the transfer may settle by what it names, by its amount, and by `words` that staff look for."""
    came = came_of(transfer)
    aliases = list_aliases([came.name_key])
    found = {one.id: one for one in list_candidates([came], aliases)}
    found |= {one.id: one for one in _alike(came, words)}
    ranked = rank(came, found.values(), aliases.get(came.name_key, frozenset()))[: FEW * 2]
    companies = session.execute(
        select(Invoice.document_id, Invoice.payer_company).where(
            Invoice.document_id.in_([one.candidate.id for one in ranked])
        )
    )
    return Offer(ranked, {one.document_id: one.payer_company for one in companies}, _same_payer(transfer))


def came_of(transfer: Transfer) -> Came:
    """What matching looks at in a transfer that is kept."""
    return Came(
        amount=transfer.amount,
        value_on=transfer.value_on,
        account_key=transfer.account_key,
        name_key=transfer.name_key,
        virtual_account=transfer.virtual_account,
        numbers=came_numbers(transfer.payer_name, transfer.text, transfer.edi),
        is_cancellation=transfer.is_cancellation,
        is_uncleared=transfer.is_uncleared,
    )


def list_settled(act: Reconciliation) -> Sequence[Row[Any]]:
    """What the act has booked: each portion with the invoice's number and payer, and the transfer's name."""
    return session.execute(
        select(Booking.kind, Booking.amount, Booking.transfer_id, Transfer.payer_name)
        .add_columns(Invoice.document_id, Invoice.number, Invoice.payer_company)
        .join(Invoice, Invoice.document_id == Booking.invoice_id)
        .outerjoin(Transfer, Transfer.id == Booking.transfer_id)
        .where(Booking.reconciliation_id == act.id)
        .order_by(Booking.id)
    ).all()


def list_mappings() -> Sequence[CsvMapping]:
    """The saved mappings of banks' CSVs, by name."""
    return session.scalars(select(CsvMapping).order_by(CsvMapping.name)).all()


def _alike(came: Came, words: str) -> list[Candidate]:
    """Invoices of the same amount, of payers whose name differs in its legal form alone, and those looked for."""
    said = [Invoice.amount == came.amount, Invoice.transfer_key.in_(keys_like(came.name_key))]
    if words:
        said = [Invoice.number == words.upper(), Invoice.transfer_key.in_(keys_like(key_of(words)))]
        said.append(Invoice.payer_company.contains(words, autoescape=True))
    wanted = select(*COLUMNS).where(Invoice.state.in_(_TAKES), or_(*said)).order_by(Invoice.due_on).limit(FEW)
    return [Candidate(*row) for row in session.execute(wanted)]


def _same_payer(transfer: Transfer) -> Sequence[Transfer]:
    """The payer's other transfers that wait: several may pay one invoice."""
    return session.scalars(
        select(Transfer)
        .where(Transfer.name_key == transfer.name_key, Transfer.name_key != "", Transfer.state == "waiting")
        .where(Transfer.id != transfer.id, ~Transfer.is_cancellation)
        .order_by(Transfer.id)
        .limit(FEW)
    ).all()
