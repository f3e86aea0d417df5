"""What staff decide on transfers: match, mark for refund, put aside, and take any of it back (PAY-2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from tbc.audit import service as audit
from tbc.invoices.models import Invoice
from tbc.invoices.queries.standing import lock_invoices
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.payments.models import Booking, PayerAlias, Reconciliation, Transfer
from tbc.payments.portions import Portion, differs_by, portions
from tbc.payments.queries.finding import bookings_of, lock_reconciliation, lock_transfers
from tbc.payments.rules import COMMENT_AT_MOST
from tbc.payments.service.looking import ask_to_look_again
from tbc.payments.service.settling import settle, unsettle
from tbc.policy import Actor

REFUSALS = (
    "nothing-chosen",
    "many-to-many",
    "not-waiting",
    "is-cancellation",
    "not-open",
    "comment-missing",
    "comment-long",
    "not-booked",
    "not-put-aside",
)


class DecisionRefused(Exception):
    """Nothing was decided: `reason` is one of REFUSALS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unequal(Exception):
    """The sums are not equal: `missing` yen, negative for what is too much. Staff decide on it with a comment."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


def match(
    actor: Actor, transfers: Collection[UUID], invoices: Collection[UUID], comment: str = "", difference: int = 0
) -> Reconciliation:
    """One transfer settles several invoices, or several settle one; lapsed invoices too.

    Where the sums differ, `difference` is what staff were shown as missing (a discount, such as the bank's fee) or as
    too much (negative), and `comment` says why. The invoices are paid by the latest value date. The payer's name is
    learned where all invoices are of one payer.

    Raises:
        DecisionRefused: see REFUSALS.
        Unequal: the sums differ, and not by `difference`.
    """
    note = _noted(comment)
    if not transfers or not invoices:
        raise DecisionRefused("nothing-chosen")
    if len(transfers) > 1 and len(invoices) > 1:
        raise DecisionRefused("many-to-many")
    came, owed = lock_transfers(transfers), lock_invoices(invoices)
    _require_waiting(came)
    _require_open(owed, len(invoices))
    missing = differs_by([one.amount for one in came], [one.amount for one in owed])
    if missing != difference:
        raise Unequal(missing)
    if missing and not note:
        raise DecisionRefused("comment-missing")
    act = _book(actor, came, owed, missing, note)
    _learn(actor, act, came, owed)
    settle(actor, owed, max(one.value_on for one in came))
    return act


def mark_refund(actor: Actor, transfer_id: UUID, comment: str) -> None:
    """The money is to be sent back; the comment says why.

    Raises:
        DecisionRefused: it does not wait, or there is no comment.
    """
    _put_aside(actor, transfer_id, comment, "refund", "transfer-refund-marked")


def discard(actor: Actor, transfer_id: UUID, comment: str) -> None:
    """The row is nobody's payment (interest, a row that takes another back); the comment says why.

    Raises:
        DecisionRefused: it does not wait, or there is no comment.
    """
    _put_aside(actor, transfer_id, comment, "discarded", "transfer-discarded")


def take_up(actor: Actor, transfer_id: UUID) -> None:
    """A transfer that was marked for refund or put aside waits again, for staff alone.

    Raises:
        DecisionRefused: it was not put aside.
    """
    transfer = _one(transfer_id)
    if transfer.state not in {"refund", "discarded"}:
        raise DecisionRefused("not-put-aside")
    _become(transfer, "waiting")
    transfer.comment, transfer.is_held = "", True
    audit.record("transfer-taken-up", actor, "transfer", transfer.id)
    session.flush()


def undo(actor: Actor, reconciliation_id: UUID, because: str) -> None:
    """Take a booking back, whoever made it: its invoices are open again, its transfers wait for staff alone, a name
    learned is forgot.

    Raises:
        DecisionRefused: it is undone already, or nobody said why.
        UndoRefused: something builds on it by now.
    """
    note = _noted(because)
    if not note:
        raise DecisionRefused("comment-missing")
    act = lock_reconciliation(reconciliation_id)
    if act.undone_at:
        raise DecisionRefused("not-booked")
    booked = bookings_of(act.id)
    transfers = lock_transfers({one.transfer_id for one in booked if one.transfer_id})
    for invoice in lock_invoices({one.invoice_id for one in booked}):
        unsettle(actor, invoice, note)
    session.execute(update(Booking).where(Booking.reconciliation_id == act.id).values(is_undone=True))
    session.execute(delete(PayerAlias).where(PayerAlias.reconciliation_id == act.id))
    act.undone_at, act.undone_by_name, act.undone_because = now(), actor.name, note
    for transfer in transfers:
        _become(transfer, "waiting")
        transfer.is_held = True
    ask_to_look_again()
    audit.record("reconciliation-undone", actor, "reconciliation", act.id, because=note)
    session.flush()


def _book(
    actor: Actor, came: Sequence[Transfer], owed: Sequence[Invoice], difference: int, note: str
) -> Reconciliation:
    act = Reconciliation(difference=difference, comment=note, decided_by_name=actor.name)
    session.add(act)
    session.flush()
    split = portions([(one.id, one.amount) for one in came], [(one.document_id, one.amount) for one in owed])
    # One statement: the database looks at the sums behind it.
    session.execute(insert(Booking).values([_booking(act.id, one) for one in split]))
    for transfer in came:
        _become(transfer, "booked", actor)
    told: dict[str, Any] = {"invoices": [one.number for one in owed], "difference": difference, "comment": note}
    audit.record("transfers-matched", actor, "reconciliation", act.id, **told)
    session.flush()
    return act


def _booking(act_id: UUID, portion: Portion) -> dict[str, Any]:
    return {
        "id": new_id(),
        "reconciliation_id": act_id,
        "kind": "transfer" if portion.transfer_id else "difference",
        "transfer_id": portion.transfer_id,
        "invoice_id": portion.invoice_id,
        "amount": portion.amount,
        "is_undone": False,
    }


def _learn(actor: Actor, act: Reconciliation, came: Sequence[Transfer], owed: Sequence[Invoice]) -> None:
    payers = {invoice.transfer_key for invoice in owed}
    if len(payers) > 1 or "" in payers:
        return
    (payer,) = payers
    known = {"payer_key": payer, "reconciliation_id": act.id, "learned_at": now(), "learned_by_name": actor.name}
    names = {transfer.name_key for transfer in came} - {payer, ""}
    if names:
        rows = [{"name_key": name} | known for name in sorted(names)]
        session.execute(insert_or(PayerAlias).values(rows).on_conflict_do_nothing())
        ask_to_look_again()


def _put_aside(actor: Actor, transfer_id: UUID, comment: str, state: str, act: str) -> None:
    note = _noted(comment)
    if not note:
        raise DecisionRefused("comment-missing")
    transfer = _one(transfer_id)
    if transfer.state != "waiting":
        raise DecisionRefused("not-waiting")
    _become(transfer, state, actor)
    transfer.comment = note
    audit.record(act, actor, "transfer", transfer.id, comment=note)
    session.flush()


def _one(transfer_id: UUID) -> Transfer:
    (transfer,) = lock_transfers({transfer_id})
    return transfer


def _require_waiting(transfers: Sequence[Transfer]) -> None:
    if not transfers or any(one.state != "waiting" for one in transfers):
        raise DecisionRefused("not-waiting")
    if any(one.is_cancellation for one in transfers):
        raise DecisionRefused("is-cancellation")


def _require_open(invoices: Sequence[Invoice], count: int) -> None:
    if len(invoices) < count or any(one.state not in {"open", "lapsed"} for one in invoices):
        raise DecisionRefused("not-open")


def _become(transfer: Transfer, state: str, actor: Actor | None = None) -> None:
    transfer.state = state
    transfer.decided_at = now() if actor else None
    transfer.decided_by_name = actor.name if actor else ""
    transfer.version += 1


def _noted(comment: str) -> str:
    note = comment.strip()
    if len(note) > COMMENT_AT_MOST:
        raise DecisionRefused("comment-long")
    return note
