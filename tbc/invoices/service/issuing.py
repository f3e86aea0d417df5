"""Issuing quotes, invoices and receipts (BIL-1, BIL-2, BIL-3)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tbc.audit import service as audit
from tbc.billing_settings import BankAccount
from tbc.calendar.queries import business_days_after
from tbc.invoices.house import settings
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import get_latest
from tbc.invoices.refusals import DocumentRefused
from tbc.invoices.rules import MOST_LINES, Line, counts_until, due_on, grand_total, totals
from tbc.invoices.service.drawing import draw, draw_virtual_account
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.policy import Actor


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a document is made out to; `company` or `person` is something. `address` is one line, without the code."""

    company: str
    department: str = ""
    person: str = ""
    postal_code: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """What archives find it by: the company, or else the person."""
        return self.company or self.person


@dataclass(frozen=True, slots=True)
class Billing:
    """What is billed to whom. `about` is what it is for (a renewal), `language` that of the papers, `ja` or `en`.

    The documents are the company account's, or else the holder's; one of the two is given. `transfer_name_kana` is the
    payer's 振込名義, `transfer_key` the same as matching compares names; `account_key` a configured account, empty for
    the first one.
    """

    addressee: Addressee
    lines: tuple[Line, ...]
    about: UUID
    language: str
    issued_on: date
    actor: Actor
    company_account_id: UUID | None = None
    holder_id: UUID | None = None
    transfer_name_kana: str = ""
    transfer_key: str = ""
    account_key: str = ""


def issue_quote(facts: Billing) -> Document:
    """A quote (見積書) at today's prices; it promises and demands nothing.

    Raises:
        DocumentRefused: see its reasons.
    """
    document = draw("quote", **_described(facts))
    audit.record("quote-issued", facts.actor, "document", document.id, number=document.number, total=document.total)
    return document


def issue_invoice(facts: Billing) -> tuple[Document, Invoice]:
    """An invoice (請求書), due in two months, to be paid to an account of the house (BIL-1).

    Raises:
        DocumentRefused: no account is configured, nothing is to be paid, or there are too many lines.
    """
    described = _described(facts)
    if not described["total"]:
        raise DocumentRefused("nothing-to-pay")
    account, due = _account(facts.account_key), due_on(facts.issued_on)
    virtual = draw_virtual_account(account)
    document = draw(
        "invoice",
        **described,
        due_on=due,
        account=_shown(account, virtual),
        is_named_in_transfers=not virtual,
    )
    invoice = Invoice(
        document_id=document.id,
        number=document.number,
        about=facts.about,
        amount=document.total,
        issued_on=facts.issued_on,
        due_on=due,
        counts_until=counts_until(due, business_days_after),
        account_key=account.key,
        virtual_account=virtual,
        transfer_name_kana=facts.transfer_name_kana,
        transfer_key=facts.transfer_key,
        payer_company=facts.addressee.name,
    )
    session.add(invoice)
    session.flush()
    audit.record("invoice-issued", facts.actor, "document", document.id, number=document.number, total=document.total)
    return document, invoice


def issue_receipt(actor: Actor, invoice: Invoice) -> Document:
    """The receipt (領収書) of an invoice that is paid: the qualified invoice (BIL-2). The same one if asked again.

    Raises:
        DocumentRefused: the invoice is not paid, or the house has no registration number.
    """
    session.refresh(invoice, with_for_update=True)
    if invoice.state != "paid":
        raise DocumentRefused("not-paid")
    if invoice.receipt_id:
        return session.get_one(Document, invoice.receipt_id)
    if not settings().issuer_registration_number:
        raise DocumentRefused("no-registration")
    billed = get_latest(invoice.document_id)
    document = draw(
        "receipt",
        **taken_over(billed),
        issued_on=today(),
        issued_by_name=actor.name,
        paid_on=invoice.paid_on,
        invoice_id=invoice.document_id,
    )
    invoice.receipt_id = document.id
    invoice.version += 1
    session.flush()
    audit.record("receipt-issued", actor, "document", document.id, number=document.number, invoice=invoice.number)
    return document


def taken_over(document: Document) -> dict[str, Any]:
    """What a later document takes over from an earlier one."""
    names = ("language", "company_account_id", "holder_id", "about", "addressee", "counterparty")
    return {name: getattr(document, name) for name in (*names, "lines", "taxes", "total")}


def _described(facts: Billing) -> dict[str, Any]:
    """What every kind says of who owes what for what."""
    if len(facts.lines) > MOST_LINES:
        raise DocumentRefused("too-many-lines")
    sums = totals(facts.lines, settings().tax_rounding)
    return {
        "issued_on": facts.issued_on,
        "issued_by_name": facts.actor.name,
        "language": facts.language,
        "company_account_id": facts.company_account_id,
        "holder_id": facts.holder_id,
        "about": facts.about,
        "addressee": asdict(facts.addressee),
        "counterparty": facts.addressee.name,
        "lines": [asdict(line) for line in facts.lines],
        "taxes": [asdict(one) for one in sums],
        "total": grand_total(sums),
    }


def _account(key: str) -> BankAccount:
    for account in settings().bank_accounts:
        if key in ("", account.key):
            return account
    raise DocumentRefused("no-account")


def _shown(account: BankAccount, virtual: str) -> dict[str, str]:
    """The account as the invoice names it: with a number of its own if it has one."""
    place = account.virtual if virtual and account.virtual else account
    return {
        "bank": account.bank,
        "bank_code": account.bank_code,
        "branch": place.branch,
        "branch_code": place.branch_code,
        "kind": account.kind,
        "number": virtual or account.number,
        "holder": account.holder,
        "holder_kana": account.holder_kana,
    }
