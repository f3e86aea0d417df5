"""What a delivery's page shows, and to whom (DLV-3, DLV-4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.catalog.models import ProductFile
from tbc.kit import db
from tbc.kit.clock import TOKYO, now
from tbc.mail.models import Letter
from tests.applications.company import Company, company  # noqa: F401  # a fixture
from tests.applications.given import ITEM, a_product
from tests.client import Client
from tests.deliveries.making import Shipped, a_delivery, a_shipped
from tests.licenses.making import a_license
from tests.orders.making import an_order
from tests.people import a_customer, an_operator, sign_in

pytestmark = pytest.mark.rule("DLV-4")
BODY = b"An installer."
SHIPPED = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)


def a_file(kind: str = "download", **values: Any) -> UUID:
    """A file of the product, kept here unless it has an address."""
    here = {} if values.get("address") else {"body": BODY, "size": len(BODY), "sha256": sha256(BODY).hexdigest()}
    given: dict[str, Any] = {
        "product_code": a_product().code,
        "kind": kind,
        "name_ja": "サンプルガード 髙﨑版",
        "name_en": "SampleGuard",
        "file_name": "導入 髙﨑.exe",
        "version": "14.2.1083",
    }
    file = ProductFile(**(given | here | values))
    db.session.add(file)
    db.session.commit()
    return file.id


def entered(client: Client, shipped: Shipped) -> Client:
    """The browser of the recipient."""
    given = {"delivery_number": shipped.delivery.number, "password": shipped.password}
    assert client.submit("/delivery/sign-in", given).status_code == 303
    return client


def shown(client: Client, path: str = "/delivery") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_something_new_comes_with_codes_downloads_manuals_and_next_steps(client: Client, session: Session) -> None:
    a_file()
    a_file("manual", name_ja="導入ガイド")
    shipped = a_shipped()
    words = shown(entered(client, shipped))
    for part in (
        "アクティベーションコード",
        "SG-7KQ4-",
        "data-copy=",
        "14.2.1083",
        "SHA-256",
        "導入ガイド",
        "次にすること",
    ):
        assert part in words
    assert sha256(BODY).hexdigest() in words
    assert "再インストールも要りません" not in words


@pytest.mark.parametrize("kind", ["additional", "renewal"])
def test_more_of_the_same_says_that_nothing_is_installed_anew(client: Client, session: Session, kind: str) -> None:
    held = a_license()
    a_file()
    shipped = a_shipped(an_order(kind, [ITEM | {"license_id": held.license_id}]), stocked=False)
    words = shown(entered(client, shipped))
    assert "コードは変わりません。再インストールも要りません。" in words
    assert "14.2.1083" not in words
    assert "data-copy=" not in words


@pytest.mark.rule("CON-1")
def test_license_id_and_term_show_from_the_third_business_day(client: Client, session: Session) -> None:
    with time_machine.travel(SHIPPED, tick=False) as clock:
        entered(client, a_shipped())
        words = shown(client)
        assert "2026年11月26日から証書と契約内容確認に表示されます" in words  # 23 November is a holiday
        assert "契約期間</" not in words
        assert "2026/11/20–2029/11/19" not in words
        clock.move_to(datetime(2026, 11, 26, 0, 0, tzinfo=TOKYO))
        client.delete_cookie("tbc_delivery", domain="localhost")
    with time_machine.travel(datetime(2026, 11, 26, 0, 0, tzinfo=TOKYO), tick=False):
        own = a_delivery(filer=(filer := a_customer()))
        path = f"/deliveries/{own.id}"
        sign_in(client, filer)
        assert "2026年12月1日から" in shown(client, path)


@pytest.mark.rule("DLV-3")
def test_the_end_of_the_password_shows_and_that_it_has_passed(client: Client, session: Session) -> None:
    with time_machine.travel(SHIPPED, tick=False):
        own = a_delivery(filer=(filer := a_customer()))
        letter = session.get_one(Letter, own.password_letter_id)
        letter.state, letter.sent_at, letter.secret = "sent", now(), None
        session.commit()
        path, whose, last = f"/deliveries/{own.id}", filer.id, SHIPPED + timedelta(days=90)
    for day, words in ((last, "まで有効"), (last + timedelta(days=1), "に期限が切れました")):
        with time_machine.travel(day, tick=False):
            sign_in(client, session.get_one(User, whose))
            assert f"{last.year}年{last.month}月{last.day}日{words}" in shown(client, path)


def test_senders_are_told(client: Client, session: Session) -> None:
    words = shown(entered(client, a_shipped()))
    assert "portal@tbc.example.com からお送りします" in words


def test_a_file_is_handed_to_the_recipient_alone(client: Client, session: Session) -> None:
    path = f"/delivery/files/{a_file()}"
    assert client.get(path).status_code == 404
    entered(client, a_shipped())
    answer = client.get(path)
    assert answer.get_data() == BODY
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "filename*=UTF-8''%E5%B0%8E%E5%85%A5%20%E9%AB%99%EF%A8%91.exe" in answer.headers["Content-Disposition"]
    assert client.get(f"/delivery/files/{uuid4()}").status_code == 404


def test_a_file_that_lies_elsewhere_is_led_to(client: Client, session: Session) -> None:
    path = f"/delivery/files/{a_file(address='https://files.example.com/guard.exe')}"
    assert client.get(path).status_code == 404
    entered(client, a_shipped())
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "https://files.example.com/guard.exe")


def test_another_products_file_or_one_of_another_kind_is_not_handed_out(client: Client, session: Session) -> None:
    a_product("SGS-PLUS")
    paths = [
        f"/delivery/files/{a_file(product_code='SGS-PLUS')}",
        f"/delivery/files/{a_file(delivered_with=['renewal'])}",
    ]
    entered(client, a_shipped())
    assert [client.get(path).status_code for path in paths] == [404, 404]


@pytest.mark.rule("DLV-3")
def test_the_filer_sees_a_quick_one_without_a_password_and_nobody_else(client: Client, session: Session) -> None:
    filer, stranger = a_customer(), a_customer()
    file_id = a_file()
    path = f"/deliveries/{a_delivery(filer=filer).id}"
    assert client.get(path).status_code == 303
    sign_in(client, stranger)
    assert [client.get(part).status_code for part in (path, f"{path}/files/{file_id}")] == [404, 404]
    sign_in(client, filer)
    assert "SG-7KQ4-" in shown(client, path)
    assert client.get(f"{path}/files/{file_id}").get_data() == BODY


@pytest.mark.rule("DLV-3")
@pytest.mark.rule("ORG-6")
def test_members_of_the_company_account_see_theirs(company: Company) -> None:  # noqa: F811  # the fixture
    order = an_order(filer=company.user("member"), account=company.account)
    path = f"/deliveries/{a_delivery(order).id}"
    statuses = company.statuses(path)
    assert statuses == {"owner": 404, "manager": 200, "member": 200, "colleague": 404, "stranger": 404}


@pytest.mark.rule("DLV-3")
def test_whose_order_was_cancelled_sees_it_no_more_but_staff_do(client: Client, session: Session) -> None:
    filer = a_customer()
    shipped = a_shipped(filer=filer)
    path = f"/deliveries/{shipped.delivery.id}"
    order = shipped.order
    order.state, order.cancelled_at, order.cancel_reason = "cancelled", order.entered_at, "誤り"
    session.commit()
    sign_in(client, filer)
    assert client.get(path).status_code == 404
    sign_in(client, an_operator())
    assert client.get(path).status_code == 200


def test_what_was_sent_by_post_says_how(client: Client, session: Session) -> None:
    a_product("SGA-BOX", electronic_delivery=False, code_kind="none")
    filer = a_customer()
    order = an_order(items=[ITEM | {"product": "SGA-BOX"}], filer=filer)
    path = f"/deliveries/{a_delivery(order, stocked=False, tracking='見本運輸 1234-5678').id}"
    sign_in(client, filer)
    words = shown(client, path)
    assert "見本運輸 1234-5678" in words
    assert "再発行する" not in words


def test_a_page_takes_at_most_eight_statements_however_much_it_brings(
    client: Client, session: Session, statements: list[str]
) -> None:
    items = []
    for number in range(6):
        code = f"SGX-{number}"
        a_file(product_code=a_product(code).code)
        items.append(ITEM | {"product": code})
    entered(client, a_shipped(an_order(items=items)))
    statements.clear()
    shown(client)
    assert len(statements) <= 8, "\n".join(statements)
