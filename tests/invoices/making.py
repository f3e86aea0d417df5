"""Documents for tests, issued as renewals issue them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tbc.accounts.models import User
from tbc.invoices.models import Document, Invoice
from tbc.invoices.rules import Line
from tbc.invoices.service.issuing import Addressee, Billing, issue_invoice, issue_quote, issue_receipt
from tbc.invoices.service.standing import settle
from tbc.kit.ids import new_id
from tests.people import a_customer, acting, an_operator

ISSUED = date(2026, 11, 20)
ADDRESSEE = Addressee(
    company="高崎見本工業株式会社",
    department="情報システム部",
    person="見本　さくら",
    postal_code="3700000",
    address="群馬県高崎市見本町1-2-3",
)


def a_line(name: str = "サンプルガード エンドポイント アドバンス 1年", **changes: Any) -> Line:
    """Three licenses at 1,999 yen, at the standard rate."""
    given = {"quantity": 3, "unit_price": 1_999, "tax_rate": 10} | changes
    return Line(name=name, amount=given["quantity"] * given["unit_price"], **given)


def a_billing(holder: User | None = None, **changes: Any) -> Billing:
    """A line at each rate, billed to a customer's company."""
    holder = holder or a_customer()
    given: dict[str, Any] = {
        "addressee": ADDRESSEE,
        "lines": (a_line(), a_line("災害備蓄用飲料水", quantity=7, unit_price=123, tax_rate=8)),
        "about": new_id(),
        "language": "ja",
        "issued_on": ISSUED,
        "actor": acting(holder),
        "holder_id": holder.id,
        "transfer_name_kana": "カ）タカサキミホンコウギョウ",
        "transfer_key": "タカサキミホンコウギヨウ",
    }
    return Billing(**(given | changes))


def a_quote(holder: User | None = None, **changes: Any) -> Document:
    """A quote."""
    return issue_quote(a_billing(holder, **changes))


def an_invoice(holder: User | None = None, **changes: Any) -> Invoice:
    """An invoice that waits for its transfer."""
    return issue_invoice(a_billing(holder, **changes))[1]


def a_receipt(holder: User | None = None, *, paid_on: date = date(2026, 12, 1), **changes: Any) -> Document:
    """The receipt of an invoice that was paid."""
    invoice, staff = an_invoice(holder, **changes), acting(an_operator())
    settle(staff, invoice, paid_on)
    return issue_receipt(staff, invoice)
