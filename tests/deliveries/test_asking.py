"""The delivery site's forms to staff: what is asked is queued, and nobody learns what the portal knows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.deliveries.numbers import read_number
from tbc.deliveries.service import requesting
from tbc.kit import db
from tbc.mail.models import Letter
from tbc.requests.models import Request
from tests.client import Client
from tests.orders.making import an_order
from tests.people import a_customer, sign_in
from tests.security.test_bad_input import ODD

RESEND, INQUIRY = "/delivery/resend-request", "/delivery/inquiry"
REQUESTER = {
    "requester-company": "㈱髙﨑𠮷商店①",
    "requester-department": "情報システム部",
    "requester-name": "見本 さくら",
    "requester-phone": "０２７−５５５−０１００",
    "requester-email": "sakura@takasaki.example.jp",
    "requester-prefecture": "群馬県",
    "requester-city": "高崎市",
}
ASKED = REQUESTER | {"number": "ORDC7654321", "contract_company": "高崎見本株式会社"}
GENERAL = REQUESTER | {
    "topic": "inquiry",
    "contract_company": "高崎見本株式会社",
    "contract_person": "見本　太郎",
    "code": "ab12cd34ef",
    "text": "証書が\n開けません。",
}
CHANGE = REQUESTER | {
    "topic": "delivery-email",
    "contract_company": "高崎見本株式会社",
    "contract_person": "見本　太郎",
    "number": "ord-7654321",
    "old_email": "old@takasaki.example.jp",
    "new_email": "new@takasaki.example.jp",
}


def the_request() -> Request:
    """The only request there is."""
    return db.session.scalars(select(Request)).one()


@pytest.mark.rule("DLV-5")
def test_a_resend_is_asked_for(client: Client, session: Session) -> None:
    answer = client.submit(RESEND, ASKED | {"new_email": "Other@takasaki.example.jp"})
    assert (answer.status_code, answer.location) == (303, "/delivery/asked")
    request = the_request()
    assert (request.kind, request.company, request.state) == ("resend", "高崎見本株式会社", "open")
    assert request.asked == {"number": "ORDC7654321", "new_email": "Other@takasaki.example.jp"}
    assert request.requester["name"] == "見本　さくら"
    assert request.requester["phone"] == "027-555-0100"
    told = client.get("/delivery/asked").get_data(as_text=True)
    assert "sakura@takasaki.example.jp" in told
    (letter,) = session.scalars(select(Letter)).all()
    assert letter.to == "sakura@takasaki.example.jp"
    assert letter.subject.startswith("電子納品再送受付 ")


@pytest.mark.rule("DLV-6")
@pytest.mark.parametrize(
    ("values", "kept"), [(GENERAL, {"code", "text"}), (CHANGE, {"number", "old_email", "new_email"})]
)
def test_an_inquiry_is_sent_by_its_topic(
    client: Client, session: Session, values: dict[str, str], kept: set[str]
) -> None:
    assert client.submit(INQUIRY, values).status_code == 303
    request = the_request()
    assert request.kind == values["topic"]
    assert set(request.asked) == kept | {"contract_person"}


REQUIRED = [
    *((RESEND, ASKED, name) for name in ASKED),
    *((INQUIRY, GENERAL, name) for name in GENERAL),
    *((INQUIRY, CHANGE, name) for name in CHANGE if name != "topic"),
]


@pytest.mark.rule("DLV-5", "DLV-6")
@pytest.mark.parametrize(("path", "values", "missing"), REQUIRED)
def test_what_is_missing_is_said_and_the_rest_stays(
    client: Client, session: Session, path: str, values: dict[str, str], missing: str
) -> None:
    answer = client.submit(path, values | {missing: ""})
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "1か所を直してください" in text
    target = f'href="#{missing}-0"' if missing == "topic" else f'href="#{missing}"'
    assert target in text
    for name, value in values.items():
        assert name == missing or value in text or name == "topic", name
    assert session.scalars(select(Request)).all() == []


@pytest.mark.rule("DLV-6")
def test_another_address_takes_a_number_of_ours(client: Client) -> None:
    answer = client.submit(INQUIRY, CHANGE | {"number": "PO-2026-1"})
    assert answer.status_code == 422
    assert "ORDまたはSHPで始まる番号" in answer.get_data(as_text=True)


def test_a_prefecture_is_one_of_those_there_are(client: Client) -> None:
    assert client.submit(RESEND, ASKED | {"requester-prefecture": "江戸"}).status_code == 422


@pytest.mark.rule("DLV-5", "DLV-6", "ACC-4")
def test_known_and_unknown_numbers_are_answered_alike(client: Client, session: Session) -> None:
    order = an_order(customer_po="PO-77")
    order_id, company, number = order.id, order.company, order.number
    known = [
        ASKED | {"number": number, "contract_company": company},
        ASKED | {"number": "PO-77", "contract_company": company},
    ]
    unknown = [
        ASKED | {"number": number, "contract_company": "他社工業株式会社"},
        ASKED | {"number": "ORDC0000000", "contract_company": company},
        ASKED | {"number": "PO-78", "contract_company": company},
    ]
    before = session.scalars(select(Letter.id)).all()
    seen = [_all_of(client, values) for values in (*known, *unknown)]
    assert all(one == seen[0] for one in seen)
    letters = session.scalars(select(Letter).where(Letter.id.not_in(before))).all()
    assert {(letter.kind, letter.to, _alike_text(letter.body_text)) for letter in letters} == {
        ("request-received", ASKED["requester-email"], _alike_text(letters[0].body_text))
    }
    assert len(letters) == len(seen)
    found = session.scalars(select(Request).order_by(Request.id)).all()
    assert [request.about for request in found] == [order_id] * len(known) + [None] * len(unknown)


@pytest.mark.rule("DLV-5", "DLV-6")
def test_who_asks_too_often_waits(client: Client, session: Session) -> None:
    for turn in range(requesting.PER_ADDRESS.tries):
        assert client.submit(RESEND, ASKED).status_code == 303, turn
    refused = client.submit(RESEND, ASKED)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    others = ({"requester-email": f"other{turn}@takasaki.example.jp"} for turn in range(requesting.PER_CLIENT.tries))
    answers = [client.submit(RESEND, ASKED | other).status_code for other in others]
    left = requesting.PER_CLIENT.tries - requesting.PER_ADDRESS.tries - 1
    assert answers == [303] * left + [429] * (len(answers) - left)
    assert len(session.scalars(select(Request)).all()) == requesting.PER_ADDRESS.tries + left


@pytest.mark.rule("DLV-5", "DLV-6")
@pytest.mark.parametrize("path", [RESEND, INQUIRY])
def test_who_is_signed_in_finds_their_own_data(client: Client, session: Session, path: str) -> None:
    own = a_customer("髙﨑　𠮷子", email="yoshiko@takasaki.example.jp", company="㈱髙﨑①")
    own_id = own.id
    sign_in(client, own)
    text = client.get(path).get_data(as_text=True)
    for value in ("髙﨑　𠮷子", "yoshiko@takasaki.example.jp", "㈱髙﨑①"):
        assert f'value="{value}"' in text
    client.submit(RESEND, ASKED)
    assert the_request().user_id == own_id


@pytest.mark.rule("DLV-6")
def test_a_missing_mail_is_explained(client: Client) -> None:
    text = client.get("/delivery/help").get_data(as_text=True)
    for words in ("重要:納品 Trend Micro", "portal@tbc.example.com", "販売店にお問い合わせください", RESEND):
        assert words in text


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("ORDC1375520", "order", "ORDC1375520"),
        ("ｏｒｄｃ１３７５５２０", "order", "ORDC1375520"),
        ("ORD#1375520", "order", "ORDC1375520"),
        ("shp 482-0917", "delivery", "SHPC4820917"),
        ("4500002669", "customer-po", "4500002669"),
        ("ORDC137552", "customer-po", "ORDC137552"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, kind: str, number: str) -> None:
    assert read_number(typed) == (kind, number)


@pytest.mark.rule("DLV-5", "DLV-6")
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(("path", "values"), [(RESEND, ASKED), (INQUIRY, GENERAL), (INQUIRY, CHANGE)])
def test_odd_text_is_answered_and_reaches_no_header(
    client: Client, session: Session, path: str, values: dict[str, str], odd: str
) -> None:
    text = ODD[odd].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    told = {400} if odd == "nul" else {303, 422}
    for name in values:
        assert client.submit(path, values | {name: text}).status_code in told | {429}, name
    for letter in session.scalars(select(Letter)):
        assert letter.to == values["requester-email"]
        assert "\n" not in letter.subject


@pytest.mark.rule("DLV-4", "DLV-5")
@pytest.mark.parametrize(
    "path", ["/verify/%00", "/verify/%ff%fe", f"/verify/{'x' * 3000}", "/delivery/inquiry?topic=%00"]
)
def test_odd_addresses_are_answered(client: Client, session: Session, path: str) -> None:
    assert client.get(path).status_code < 500


@pytest.mark.rule("DLV-5")
def test_a_form_without_its_token_is_refused(client: Client, session: Session) -> None:
    assert client.post(RESEND, data=ASKED).status_code == 400
    assert session.scalars(select(Request)).all() == []


Seen = tuple[int, list[tuple[str, str]], str]


def _all_of(client: Client, values: dict[str, str]) -> tuple[Seen, Seen]:
    return _alike(client.submit(RESEND, values)), _alike(client.get("/delivery/asked"))


def _alike(answer: TestResponse) -> Seen:
    own = {"X-Request-Id", "Set-Cookie", "Content-Security-Policy"}
    headers = [(name, value) for name, value in answer.headers if name not in own]
    return answer.status_code, headers, _alike_text(answer.get_data(as_text=True))


def _alike_text(text: str) -> str:
    """Without the reference, which is random."""
    return re.sub(r"\b[0-9A-F]{8}\b", "········", text)
