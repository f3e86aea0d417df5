"""Documents on the desk: looked at, cancelled, corrected, a missing receipt issued; the customer is told (BIL-3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import lock_invoice
from tbc.invoices.service.standing import lapse
from tbc.kit.db import session as portal
from tbc.mail.models import Letter
from tbc.policy import ANONYMOUS
from tbc.renewals.models import Renewal
from tbc.renewals.service import ordering
from tests.client import Client
from tests.invoices.making import a_quote
from tests.people import a_customer, acting, an_auditor, an_operator, sign_in
from tests.renewals.given import PAYER, held, ordered, paid, ready, told

pytestmark = pytest.mark.rule("BIL-3")
REASON = "宛名を誤ったため"


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of a renewal and of its invoice, and who holds it."""

    id: UUID
    invoice_id: UUID
    email: str

    @property
    def renewal(self) -> Renewal:
        """As the database has it now."""
        portal.expire_all()
        return portal.get_one(Renewal, self.id)

    @property
    def path(self) -> str:
        return f"/desk/documents/{self.invoice_id}"


@pytest.fixture
def waiting(client: Client, session: Session) -> Known:
    """A renewal whose invoice waits to be paid; an operator reads."""
    own = a_customer()
    renewal = ordered(own, [held(own)])
    assert renewal.invoice_id is not None
    known = Known(renewal.id, renewal.invoice_id, own.email)
    sign_in(client, an_operator())
    return known


def fields_of(client: Client, path: str) -> dict[str, str]:
    """What the form on the page would send if nothing was typed."""
    html = client.get(path).get_data(as_text=True).split("<main", 1)[1]
    return dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', html))


def send(client: Client, path: str, **typed: str) -> Any:
    return client.post(path, data=fields_of(client, path) | typed)


def papers(known: Known, kind: str) -> list[Document]:
    wanted = select(Document).where(Document.about == known.id, Document.kind == kind)
    return list(portal.scalars(wanted.order_by(Document.id)))


def letters_about(known: Known) -> list[Letter]:
    wanted = select(Letter).where(Letter.about == known.id, Letter.kind == "document-issued")
    return list(portal.scalars(wanted.order_by(Letter.to)))


def test_an_invoice_is_cancelled_with_its_renewal_and_both_are_told(client: Client, waiting: Known) -> None:
    path = f"{waiting.path}/cancellation"
    page = client.get(path).get_data(as_text=True)
    assert "対象のライセンスはもう一度更新できます" in page
    assert send(client, path, reason=" ").status_code == 422
    answer = send(client, path, reason=REASON)
    (made,) = papers(waiting, "cancellation")
    number = made.number
    assert (answer.status_code, answer.location) == (303, f"/desk/documents/{made.id}")
    assert (made.reason, made.names_id) == (REASON, waiting.invoice_id)
    assert portal.get_one(Invoice, waiting.invoice_id).state == "cancelled"
    assert waiting.renewal.state == "cancelled"
    told_to = letters_about(waiting)
    assert {one.to for one in told_to} == {waiting.email, PAYER["email"]}
    assert all(number in one.body_text and REASON in one.body_text for one in told_to)
    page = client.get(waiting.path).get_data(as_text=True)
    assert number in page
    assert "この書類は取り消されました" in page
    assert "/correction" not in page


def test_a_second_click_issues_no_second_cancellation(client: Client, waiting: Known) -> None:
    path = f"{waiting.path}/cancellation"
    form = fields_of(client, path) | {"reason": REASON}
    assert client.post(path, data=form).status_code == 303
    second = client.post(path, data=form)
    assert second.status_code == 409
    assert "すでに取り消しまたは訂正されています" in second.get_data(as_text=True)
    assert len(papers(waiting, "cancellation")) == 1


def test_a_paid_invoice_is_not_cancelled_and_the_page_says_why(client: Client, waiting: Known) -> None:
    path = f"{waiting.path}/cancellation"
    form = fields_of(client, path) | {"reason": REASON}
    paid(waiting.renewal)
    answer = client.post(path, data=form)
    assert answer.status_code == 409
    sentence = "入金済みの請求書は取り消せません。先に入金の消込を取り消してください。"
    assert sentence in answer.get_data(as_text=True)
    assert sentence in client.get(path).get_data(as_text=True)
    page = client.get(waiting.path).get_data(as_text=True)
    assert sentence in page
    assert "/cancellation" not in page
    assert papers(waiting, "cancellation") == []


def test_what_has_changed_since_it_was_seen_is_looked_at_anew(client: Client, waiting: Known) -> None:
    path = f"{waiting.path}/cancellation"
    form = fields_of(client, path) | {"reason": REASON}
    lapse(ANONYMOUS, lock_invoice(waiting.invoice_id))
    portal.commit()
    answer = client.post(path, data=form)
    assert answer.status_code == 409
    assert "ページを開いたあとに変わりました" in answer.get_data(as_text=True)
    assert send(client, path, reason=REASON).status_code == 303


@pytest.mark.rule("BIL-2")
def test_a_cancelled_receipt_is_followed_by_a_new_one(client: Client, waiting: Known) -> None:
    paid(waiting.renewal)
    first = told(waiting.renewal)
    assert first is not None
    record, first_id = waiting.path, first.id
    assert "領収書を発行する" not in client.get(record).get_data(as_text=True)
    assert send(client, f"/desk/documents/{first_id}/cancellation", reason=REASON).status_code == 303
    assert "領収書を発行する" in client.get(record).get_data(as_text=True)
    answer = client.submit(record, {}, to=f"{record}/receipt")
    assert answer.status_code == 303
    _old, second = papers(waiting, "receipt")
    assert portal.get_one(Invoice, waiting.invoice_id).receipt_id == second.id
    assert answer.location == f"/desk/documents/{second.id}"
    # Asked for again, it is the same.
    assert client.submit(record, {}, to=f"{record}/receipt").location == answer.location
    assert len(papers(waiting, "receipt")) == 2
    # Both of the ordering person and the payer: the cancellation, and the new receipt.
    assert len(letters_about(waiting)) == 4


def test_a_correction_is_shown_before_it_is_issued(client: Client, waiting: Known) -> None:
    path = f"{waiting.path}/correction"
    assert send(client, path, reason=REASON).status_code == 422
    typed = {"company": "正しい見本株式会社", "names-0": "正しい製品", "reason": REASON, "act": "check"}
    checked = send(client, path, **typed)
    page = checked.get_data(as_text=True)
    assert checked.status_code == 200
    assert f"<del>{PAYER['company']}</del>" in page
    assert "正しい製品" in page
    assert papers(waiting, "correction") == []
    issued = client.post(path, data=fields_of_page(page) | {"act": "issue"})
    (made,) = papers(waiting, "correction")
    assert issued.location == f"/desk/documents/{made.id}"
    was = portal.get_one(Document, waiting.invoice_id)
    assert (made.counterparty, made.lines[0]["name"]) == ("正しい見本株式会社", "正しい製品")
    assert (made.total, made.taxes, made.account, made.due_on) == (was.total, was.taxes, was.account, was.due_on)
    assert {**made.addressee, "company": ""} == {**was.addressee, "company": ""}
    assert waiting.renewal.state == "agreed"
    assert {one.subject for one in letters_about(waiting)} == {f"訂正した書類をお送りします {made.number}"}


def fields_of_page(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', html.split("<main", 1)[1]))


@pytest.mark.parametrize(
    "typed",
    [
        {"company": "", "person": ""},
        {"postal_code": "12345"},
        {"names-0": " "},
        {"names-1": "もう一行"},
        {"company": "会" * 201},
        {"reason": "", "company": "正しい見本株式会社"},
    ],
)
def test_what_makes_no_document_is_said(client: Client, waiting: Known, typed: dict[str, str]) -> None:
    path = f"{waiting.path}/correction"
    assert send(client, path, **({"reason": REASON, "act": "issue"} | typed)).status_code == 422
    assert papers(waiting, "correction") == []


@pytest.mark.rule("RNW-3")
def test_a_renewal_follows_its_quote(client: Client, session: Session) -> None:
    own = a_customer()
    renewal = ready(own, [held(own)])
    quote = ordering.quote(acting(own), renewal)
    known, who = Known(renewal.id, quote.id, own.email), acting(own)
    portal.commit()
    sign_in(client, an_operator())
    typed = {"company": "正しい見本株式会社", "reason": REASON, "act": "issue"}
    assert send(client, f"{known.path}/correction", **typed).status_code == 303
    corrected = known.renewal.quote_id
    assert corrected == papers(known, "correction")[0].id
    assert send(client, f"/desk/documents/{corrected}/cancellation", reason=REASON).status_code == 303
    assert known.renewal.quote_id is None
    assert ordering.quote(who, known.renewal).number == "QUO-2026-000002"


def test_an_auditor_reads_and_decides_nothing(client: Client, session: Session) -> None:
    quote = a_quote()
    path, digest = f"/desk/documents/{quote.id}", quote.pdf_sha256
    portal.commit()
    sign_in(client, an_auditor())
    page = client.get(path).get_data(as_text=True)
    assert digest in page
    assert "/cancellation" not in page
    assert client.get(f"{path}/cancellation").status_code == 403
