"""The rows that a bank file leaves in the tables, each column said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tbc.kit.clock import now
from tbc.kit.ids import new_id
from tbc.payments.places import Place
from tbc.payments.reading import Incoming
from tbc.payments.rules import Came, Decision
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file with where it arrived and what matching looks at."""

    incoming: Incoming
    place: Place
    came: Came


def transfer_row(file_id: UUID, row: Row, decision: Decision, actor: Actor) -> dict[str, Any]:
    """The transfer as it is first kept: booked, or waiting for staff."""
    incoming, account = row.incoming, row.incoming.account
    return {
        "id": new_id(),
        "bank_file_id": file_id,
        "position": incoming.position,
        "checksum": incoming.checksum,
        "account_key": row.place.account_key,
        "bank_code": account.bank_code,
        "branch_code": account.branch_code,
        "account_number": account.number,
        "virtual_account": row.place.virtual_account,
        "booked_on": incoming.booked_on,
        "value_on": incoming.value_on,
        "amount": incoming.amount,
        "payer_name": incoming.payer_name,
        "name_key": row.came.name_key,
        "payer_code": incoming.payer_code,
        "sending_bank": incoming.sending_bank,
        "sending_branch": incoming.sending_branch,
        "edi": incoming.edi,
        "text": incoming.text,
        "is_cancellation": incoming.is_cancellation,
        "is_uncleared": incoming.is_uncleared,
        "state": "booked" if decision.invoice else "waiting",
        "reasons": list(decision.reasons),
        "comment": "",
        "decided_at": now() if decision.invoice else None,
        "decided_by_name": actor.name if decision.invoice else "",
        "is_held": False,
        "looked_at": now(),
        "version": 1,
    }


def reconciliation_row(act: UUID, actor: Actor) -> dict[str, Any]:
    """The act of booking one transfer on one invoice by itself."""
    return {
        "id": act,
        "is_automatic": True,
        "difference": 0,
        "comment": "",
        "decided_at": now(),
        "decided_by_name": actor.name,
        "undone_by_name": "",
        "undone_because": "",
    }


def booking_row(act: UUID, transfer_id: UUID, decision: Decision) -> dict[str, Any]:
    """The transfer's whole amount on its invoice."""
    assert decision.invoice is not None
    return {
        "id": new_id(),
        "reconciliation_id": act,
        "kind": "transfer",
        "transfer_id": transfer_id,
        "invoice_id": decision.invoice.id,
        "amount": decision.invoice.amount,
        "is_undone": False,
    }
