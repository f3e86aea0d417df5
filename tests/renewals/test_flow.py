"""From the list to the invoice by pages alone, as somebody without a script goes (RNW-1, RNW-3)."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tbc.accounts.models import Consent, User
from tbc.invoices.models import Document, Invoice
from tbc.kit.db import session
from tbc.mail.models import Letter
from tbc.renewals.models import Renewal
from tests.client import Client
from tests.people import a_customer, sign_in
from tests.renewals.given import PAYER, held, ordered

EMAIL = "hanako@gmail.com"
pytestmark = pytest.mark.rule("RNW-3")


@pytest.fixture
def own(client: Client) -> User:
    """A renewal-only customer, signed in."""
    user = a_customer("更新　花子", email=EMAIL, kind="renewal-only")
    sign_in(client, user)
    return user


def chosen(**years: Any) -> dict[str, Any]:
    """The form's fields for these licenses: `L<number>="<product>~<years>"`."""
    fields: dict[str, Any] = {"license": [], "account": "quick"}
    for name, what in years.items():
        number, (product, term) = name[1:], what.split("~")
        fields["license"].append(number)
        fields |= {f"product-{number}": product, f"years-{number}": term}
    return fields


def begin(client: Client, token: str = "", **years: Any) -> str:
    """Begin a renewal from the list; the address of its first step."""
    fields = chosen(**years) | {"act": "begin", "token": token or "0190a000-0000-7000-8000-000000000001"}
    answer = client.submit("/renewals", fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def walk(client: Client, first: str) -> str:
    """Through all steps; the address of the last page."""
    at = first
    fields: list[dict[str, Any]] = [{**PAYER, "postal_code": "498-0000", "act": "next"}, {}, {}]
    for given in fields:
        answer = client.submit(at, given)
        assert answer.status_code == 303, answer.text
        at = str(answer.location)
    assert at.endswith("/confirm")
    version = re.search(r'name="version" value="(\d+)"', client.get(at).text)
    assert version
    answer = client.submit(at, {"version": version[1]})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


@pytest.mark.rule("RNW-1")
@pytest.mark.rule("BIL-1")
def test_several_licenses_become_one_invoice(client: Client, own: User) -> None:
    first, second = held(own), held(own, product="REDUCED", quantity=5, days=41)
    numbers = {f"L{first.license_id}": "VBT-PRE~3", f"L{second.license_id}": "REDUCED~1"}
    answer = client.submit("/renewals", chosen(**numbers) | {"act": "calculate"})
    shown = client.get(str(answer.location)).text
    net, reduced = 20 * 9480 * 3, 5 * 1111
    total = net + net // 10 + reduced + reduced * 8 // 100
    assert f"{total:,}円" in shown
    assert "消費税 8%" in shown
    last = walk(client, begin(client, **numbers))
    page = client.get(last).text
    assert "お申し込みを受け付けました" in page
    invoice = session.scalars(select(Invoice)).one()
    assert invoice.amount == total
    assert invoice.number in page
    paper = session.get_one(Document, invoice.document_id)
    words = "".join(part.extract_text() for part in PdfReader(BytesIO(paper.pdf)).pages)
    assert f"{total:,}" in words
    assert all(name[1:] in words for name in numbers)
    assert PAYER["company"] in words
    letters = session.scalars(select(Letter).where(Letter.kind == "renewal-accepted")).all()
    assert {letter.to for letter in letters} == {EMAIL, PAYER["email"]}
    assert all(letter.attachments[0].content == paper.pdf for letter in letters)
    assert session.scalars(select(Consent.document).where(Consent.occasion == "renewal")).all() == ["privacy"]


def test_nothing_is_ordered_twice_by_double_clicks_and_tabs(client: Client, own: User) -> None:
    one = held(own)
    choice = {f"L{one.license_id}": "VBC~1"}
    first, again = begin(client, **choice), begin(client, **choice)
    assert first == again
    last = walk(client, first)
    for path in (f"{last}/confirm", f"{last}/payer", f"{last}/agreement", f"{last}/personal-data"):
        answer = client.post(path, data={"csrf_token": client.token("/renewals"), "version": "1"})
        assert (answer.status_code, answer.location) == (303, last)
        assert client.get(path).location == last
    assert begin(client, **choice).endswith("/payer")  # the same form again leads to what there is
    assert len(session.scalars(select(Invoice)).all()) == 1
    assert len(session.scalars(select(Renewal)).all()) == 1


@pytest.mark.rule("RNW-1")
def test_a_second_renewal_cancels_the_first_only_when_told_to(client: Client, own: User) -> None:
    one = held(own)
    old = ordered(own, [one])
    old_id, old_invoice = old.id, old.invoice_id
    first = begin(client, **{f"L{one.license_id}": "VBC~2"})
    at = first.replace("/payer", "")
    for name, given in (("payer", {**PAYER, "act": "next"}), ("agreement", {}), ("personal-data", {})):
        assert client.submit(f"{at}/{name}", given).status_code == 303
    page = client.get(f"{at}/confirm").text
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    assert str(old_id) in page
    refused = client.submit(f"{at}/confirm", {"version": version[1]})
    assert refused.status_code == 422
    assert session.get_one(Renewal, old_id).state == "agreed"
    taken = client.submit(f"{at}/confirm", {"version": version[1], "replaces": [str(old_id)]})
    assert taken.status_code == 303
    session.expire_all()
    assert session.get_one(Renewal, old_id).state == "cancelled"
    assert old_invoice is not None
    assert session.get_one(Invoice, old_invoice).state == "cancelled"
    assert session.scalars(select(Document.names_id).where(Document.kind == "cancellation")).all() == [old_invoice]
    assert session.get_one(Renewal, UUID(at.rsplit("/", 1)[1])).state == "agreed"


def test_the_quote_is_had_before_anything_is_agreed_to(client: Client, own: User) -> None:
    one = held(own)
    first = begin(client, **{f"L{one.license_id}": "VBC~1"})
    answer = client.submit(first, {**PAYER, "act": "quote"})
    assert answer.status_code == 303
    quote = session.scalars(select(Document)).one()
    assert quote.kind == "quote"
    assert str(quote.id) in str(answer.location)
    client.submit(first, {**PAYER, "act": "quote"})
    assert len(session.scalars(select(Document)).all()) == 1
    client.submit(first, {**PAYER, "company": "別の会社株式会社", "act": "quote"})
    assert len(session.scalars(select(Document)).all()) == 2


def test_a_step_left_out_leads_to_it(client: Client, own: User) -> None:
    first = begin(client, **{f"L{held(own).license_id}": "VBC~1"})
    for name in ("agreement", "personal-data", "confirm"):
        assert client.get(first.replace("payer", name)).location == first


def test_bad_payers_are_told_what_to_mend(client: Client, own: User) -> None:
    first = begin(client, **{f"L{held(own).license_id}": "VBC~1"})
    answer = client.submit(
        first, {**PAYER, "company": "", "email": "keiri", "transfer_name": "漢字名義", "act": "next"}
    )
    assert answer.status_code == 422
    for words in (
        "会社名を入力してください。",
        "メールアドレスの形を確認してください。",
        "振込名義（カナ）はカナで入力",
    ):
        assert words in answer.text


def test_the_payer_is_proposed_from_the_contract(client: Client, own: User) -> None:
    first = begin(client, **{f"L{held(own).license_id}": "VBC~1"})
    page = client.get(first).text
    assert "サンプル髙﨑建設株式会社" in page
    assert "サンプルタカサキケンセツカブシキガイシャ" in page
    assert EMAIL in page
