"""Single transfers, and the acts that have booked them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from tbc.kit.db import session
from tbc.payments.models import Booking, Reconciliation, Transfer
from tbc.policy import Actor


def find_transfer(actor: Actor, transfer_id: UUID) -> Transfer | None:
    """The transfer, as staff may see it; None for everybody else."""
    return session.get(Transfer, transfer_id) if actor.is_staff else None


def lock_transfers(ids: Collection[UUID]) -> Sequence[Transfer]:
    """The transfers as they are now and for this transaction alone, in the order of their ids."""
    wanted = select(Transfer).where(Transfer.id.in_(ids)).order_by(Transfer.id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def find_standing(transfer_id: UUID) -> Reconciliation | None:
    """The act that has booked the transfer and is not undone."""
    return session.scalar(
        select(Reconciliation)
        .join(Booking, Booking.reconciliation_id == Reconciliation.id)
        .where(Booking.transfer_id == transfer_id, ~Booking.is_undone)
        .limit(1)
    )


def lock_reconciliation(reconciliation_id: UUID) -> Reconciliation:
    """The act as it is now and for this transaction alone."""
    wanted = select(Reconciliation).where(Reconciliation.id == reconciliation_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def bookings_of(reconciliation_id: UUID) -> Sequence[Booking]:
    """What the act has booked, in its order."""
    return session.scalars(
        select(Booking).where(Booking.reconciliation_id == reconciliation_id).order_by(Booking.id)
    ).all()
