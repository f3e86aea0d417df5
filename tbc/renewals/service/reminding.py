"""Reminders of licenses that end, to renewal contact and managers; of invoices that are due, to who pays (RNW-8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts.models import User
from tbc.catalog.queries import get_products
from tbc.invoices.house import settings
from tbc.invoices.models import Document, Invoice
from tbc.jobs import every
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseParties
from tbc.licenses.rules import resolved
from tbc.mail.service import post
from tbc.organizations.models import AccountMember
from tbc.renewals.models import Reminder, Renewal, RenewalLine, Unreminded, UnremindedReader
from tbc.renewals.rules import REMINDED_OF_ENDS, REMINDED_OF_INVOICES
from tbc.renewals.service import letters
from tbc.renewals.unsubscribing import address_of

AT_ONCE = 200
# So many licenses a letter tells of one by one.
MOST_SHOWN = 50


class _Reader(NamedTuple):
    """Whom a letter goes to, and in which language; whether they can sign in."""

    email: str
    language: str
    is_user: bool


@every(minutes=60)
def remind_of_ends() -> None:
    """One letter for each reader about all their licenses that end; none about what was ordered already."""
    for days, later in _spans(REMINDED_OF_ENDS):
        found = _ending(days, later)
        told: dict[_Reader, list[License]] = {}
        for license_, parties in found:
            for reader in _readers(license_, parties):
                told.setdefault(reader, []).append(license_)
        for reader, licenses in told.items():
            named = get_products(one.product_code for one in licenses)
            names = {code: product.name_in(reader.language) for code, product in named.items()}
            facts: dict[str, Any] = {"licenses": licenses, "names": names, "days": days, **_ways_out(reader, licenses)}
            post("licenses-ending", to=reader.email, language=reader.language, **facts)
        _note([(license_.id, license_.ends_on) for license_, _parties in found], days)


@every(minutes=60)
def remind_of_invoices() -> None:
    """A letter with the invoice once more, while it waits for its payment."""
    day = today()
    for days, later in _spans(REMINDED_OF_INVOICES):
        wanted = (
            select(Renewal, Invoice, Document, User)
            .join(Invoice, Invoice.document_id == Renewal.invoice_id)
            .join(Document, Document.id == Renewal.invoice_id)
            .join(User, User.id == Renewal.user_id)
            .where(Renewal.state == "agreed", Invoice.state == "open", _within(Invoice.due_on, day, days, later))
            .where(~_reminded(Invoice.document_id, Invoice.due_on, days))
            .order_by(Invoice.due_on, Invoice.document_id)
            .limit(AT_ONCE)
        )
        for renewal, invoice, paper, user in session.execute(wanted).all():
            letters.due(renewal, paper, invoice, user)
            _note([(invoice.document_id, invoice.due_on)], days)


def _spans(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each reminder with the one that follows it: (60, 30), (30, 7), (7, -1); one that was missed goes out late."""
    return zip(days, [*days[1:], -1], strict=True)


def _ending(days: int, later: int) -> Sequence[Any]:
    """Licenses that end within so many days, with their parties."""
    day = today()
    ordered = exists().where(RenewalLine.license_id == License.id, RenewalLine.is_open)
    silent = exists().where(Unreminded.license_id == License.id)
    wanted = (
        select(License, LicenseParties.parties)
        .join(
            LicenseParties,
            and_(LicenseParties.license_id == License.id, LicenseParties.version == License.parties_version),
        )
        .where(License.state == "active", _within(License.ends_on, day, days, later), ~ordered, ~silent)
        .where(or_(License.shown_from.is_(None), License.shown_from <= day))
        .where(~_reminded(License.id, License.ends_on, days))
    )
    return session.execute(wanted.order_by(License.ends_on, License.id).limit(AT_ONCE)).all()


def _within(column: Any, day: date, days: int, later: int) -> ColumnElement[bool]:
    return and_(column > day + timedelta(days=later), column <= day + timedelta(days=days))


def _reminded(subject: Any, for_on: Any, days: int) -> ColumnElement[bool]:
    return exists().where(Reminder.subject_id == subject, Reminder.for_on == for_on, Reminder.days == days)


def _readers(license_: License, parties: dict[str, Any]) -> list[_Reader]:
    """The renewal contact, and the managers of the company account or else the holder; each address once."""
    people = select(User).where(User.disabled_at.is_(None))
    if license_.company_account_id is not None:
        of_account = and_(AccountMember.account_id == license_.company_account_id, AccountMember.is_manager)
        people = people.join(AccountMember, AccountMember.user_id == User.id).where(of_account)
    else:
        people = people.where(User.id == license_.holder_id)
    found = {user.email.lower(): _Reader(user.email, user.language, True) for user in session.scalars(people)}
    contact = str(resolved(parties, "renewal_contact").get("email") or "")
    if contact:
        found.setdefault(contact.lower(), _Reader(contact, "ja", False))
    silent = set(session.scalars(select(UnremindedReader.email).where(UnremindedReader.license_id == license_.id)))
    return [reader for email, reader in found.items() if email not in silent]


def _ways_out(reader: _Reader, licenses: Sequence[License]) -> dict[str, Any]:
    """Where each reminder is ended, by license: on a page of the portal for everybody, or, by whoever has no account,
    for their own address; and by one click in the mail program, for their own address and all of them."""
    house, shown = settings().base_url, licenses[:MOST_SHOWN]
    if reader.is_user:
        stops = [f"{house}/renewals/reminders/{one.id}" for one in shown]
    else:
        stops = [address_of(reader.email, [one.license_id]) for one in shown]
    return {"stops": stops, "unsubscribe": address_of(reader.email, [one.license_id for one in shown])}


def _note(told: Sequence[tuple[UUID, date]], days: int) -> None:
    if told:
        rows = [{"subject_id": own, "for_on": for_on, "days": days, "sent_at": now()} for own, for_on in told]
        session.execute(insert(Reminder).on_conflict_do_nothing(), rows)
        session.flush()
