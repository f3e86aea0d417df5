"""The catalogue on the desk: found, looked at, made, changed by administrators alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.catalog.models import Product
from tbc.kit.clock import today
from tests.applications.given import a_filed
from tests.client import Client
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in
from tests.products import a_product

pytestmark = pytest.mark.rule("CAT-3")

RIGHT: dict[str, Any] = {
    "code": "NEW-1", "name_ja": "見本セキュリティ ㈱向け", "name_en": "Mihon Security", "kind": "saas", "unit": "user",
    "channel": "web", "application_kinds": ["new", "renewal"], "contract_classes": ["corporate"],
    "offered_from": "２０２６/１１/１", "offered_until": "", "min_quantity": "", "max_quantity": "5,000",
    "term_years": "1 3", "supplement_code": "", "electronic_delivery": "y", "code_kind": "activation-code",
    "codes_with": ["new", "renewal"], "codes_per": "unit", "tax_rate": "10", "renewable_months_before": "",
    "renewable_months_after": "12", "renews_into": "new-1", "reference": "any", "license_id_pattern": "[A-Z]{4}",
}  # fmt: skip


@pytest.fixture
def desk(client: Client) -> Client:
    """The client signed in as an administrator."""
    return sign_in(client, an_administrator())


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.rule("CAT-1")
def test_a_product_is_made_with_all_that_it_is(desk: Client, session: Session) -> None:
    assert desk.submit("/desk/catalog/new", RIGHT).location == "/desk/catalog/NEW-1"
    made = session.get_one(Product, "NEW-1")
    assert (made.name_ja, made.offered_from, made.offered_until) == ("見本セキュリティ ㈱向け", date(2026, 11, 1), None)
    assert (made.min_quantity, made.max_quantity, made.term_years) == (1, 5000, [1, 3])
    assert (made.codes_with, made.codes_per, made.tax_rate) == (["new", "renewal"], "unit", 10)
    assert (made.renewable_months_before, made.renewable_months_after) == (None, 12)
    assert (made.renews_into, made.license_id_pattern) == (["NEW-1"], "[A-Z]{4}")
    assert (made.electronic_delivery, made.contact_persons_required) == (True, False)
    text = text_of(desk, "/desk/catalog/NEW-1")
    assert "見本セキュリティ ㈱向け" in text
    assert "登録しました" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": ""}, "製品コードを入力してください。"),
        ({"code": "小さい"}, "半角の英大文字"),
        ({"code": "OLD-1", "renews_into": ""}, "「旧製品」が使っています"),
        ({"name_en": ""}, "英語の製品名を入力してください。"),
        ({"kind": ""}, "どれか一つを選んでください。"),
        ({"application_kinds": []}, "一つ以上を選んでください。"),
        ({"channel": "excel"}, "申請書の名前と送付先が必要です。"),
        ({"offered_from": "2027/02/30"}, "のような日付"),
        ({"offered_until": "2026/10/31"}, "取扱開始日より後"),
        ({"max_quantity": "0"}, "整数にしてください"),
        ({"min_quantity": "9", "max_quantity": "8"}, "最小数量以上"),
        ({"term_years": "10"}, "1から9までの年数"),
        ({"supplement_code": "NONE"}, "このコードの別紙はありません"),
        ({"license_id_pattern": "["}, "正規表現として読めません"),
        ({"serial_number_pattern": "(a+)+"}, "入れ子"),
        ({"renewable_months_after": "200"}, "120"),
        ({"renews_into": "NONE-1"}, "この製品コードはありません: NONE-1"),
        ({"tax_rate": "5"}, "選択肢"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk: Client, session: Session, change: dict[str, Any], said: str) -> None:
    a_product("OLD-1", "旧製品")
    answer = desk.submit("/desk/catalog/new", RIGHT | change)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "field--error" in text
    assert said in text
    assert session.get(Product, "NEW-1") is None


def test_a_product_without_codes_is_not_asked_with_what_they_come(desk: Client, session: Session) -> None:
    desk.submit("/desk/catalog/new", RIGHT | {"code_kind": "none", "codes_with": []})
    assert session.get_one(Product, "NEW-1").code_kind == "none"


def test_a_change_is_kept_with_old_and_new(desk: Client, session: Session) -> None:
    desk.submit("/desk/catalog/new", RIGHT)
    sent = RIGHT | {"code": "OTHER-1", "name_ja": "新しい名", "version": "1"}
    assert desk.submit("/desk/catalog/NEW-1/edit", sent).location == "/desk/catalog/NEW-1"
    session.expire_all()
    assert (session.get_one(Product, "NEW-1").name_ja, session.get(Product, "OTHER-1")) == ("新しい名", None)
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "product-changed")).one()
    assert event.details["differences"] == [["name_ja", "見本セキュリティ ㈱向け", "新しい名"]]
    assert "製品名: 見本セキュリティ ㈱向け → 新しい名" in text_of(desk, "/desk/catalog/NEW-1")
    again = desk.submit("/desk/catalog/NEW-1/edit", sent | {"version": "2"})
    assert again.status_code == 303
    assert "変えたところはありません" in text_of(desk, again.location)


def test_the_second_of_two_editors_sees_what_the_first_did(desk: Client, session: Session) -> None:
    desk.submit("/desk/catalog/new", RIGHT)
    desk.submit("/desk/catalog/NEW-1/edit", RIGHT | {"name_en": "First", "version": "1"})
    answer = desk.submit("/desk/catalog/NEW-1/edit", RIGHT | {"name_en": "Second", "version": "1"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "ほかの担当者が内容を変えました" in text
    assert "First → Second" in text
    assert 'name="version" value="2"' in text
    session.expire_all()
    assert session.get_one(Product, "NEW-1").name_en == "First"


@pytest.mark.rule("APP-9")
def test_a_filed_application_keeps_what_it_was_filed_with(desk: Client, session: Session) -> None:
    a_product("NEW-1", "申請したときの名")
    application = a_filed(a_customer())
    application_id, before = application.id, dict(application.content)
    item = before["items"][0]
    product = session.get_one(Product, item["product"])
    sent = {**RIGHT, "code": product.code, "name_ja": "あとの名", "version": str(product.version)}
    assert desk.submit(f"/desk/catalog/{product.code}/edit", sent | {"renews_into": ""}).status_code == 303
    assert session.get_one(Application, application_id, populate_existing=True).content == before


def test_the_list_shows_what_is_over_and_finds_by_words_and_filters(desk: Client, session: Session) -> None:
    a_product("A-1", "終わった製品", offered_until=today() - timedelta(days=1))
    a_product("B-1", "これからの製品", offered_from=today() + timedelta(days=1), kind="saas")
    a_product("C-1", "今の製品", application_kinds=["new"])
    text = text_of(desk, "/desk/catalog")
    assert all(name in text for name in ("終わった製品", "これからの製品", "今の製品", "3件", "取扱終了"))
    for query, found in (("state=ended", "A-1"), ("state=coming", "B-1"), ("kind=saas", "B-1"), ("q=今の", "C-1")):
        shown = text_of(desk, f"/desk/catalog?{query}")
        assert [code for code in ("A-1", "B-1", "C-1") if f"/desk/catalog/{code}" in shown] == [found]
    assert "A-1" in text_of(desk, "/desk/catalog?state=nonsense&kind=box")
    assert "条件に合う製品はありません" in text_of(desk, "/desk/catalog?q=%25")


def test_the_list_has_pages(desk: Client, session: Session) -> None:
    for number in range(55):
        a_product(f"P-{number:02}")
    assert "/desk/catalog/P-50" not in text_of(desk, "/desk/catalog")
    assert "/desk/catalog/P-50" in text_of(desk, "/desk/catalog?after=P-49")
    assert "/desk/catalog/P-04" in text_of(desk, "/desk/catalog?before=P-05")


@pytest.mark.parametrize("who", [an_operator, an_auditor])
def test_other_staff_read_and_change_nothing(client: Client, session: Session, who: Any) -> None:
    a_product("A-1")
    sign_in(client, who())
    assert "/edit" not in text_of(client, "/desk/catalog/A-1")
    assert "/new" not in text_of(client, "/desk/catalog")
    for path in ("/desk/catalog/new", "/desk/catalog/A-1/edit", "/desk/catalog/A-1/prices/new", "/desk/catalog/import"):
        assert client.get(path).status_code == 403
    for path in ("/desk/catalog/new", "/desk/catalog/A-1/edit", "/desk/catalog/A-1/files/new"):
        assert client.submit("/desk/catalog", RIGHT, to=path).status_code == 403


def test_customers_see_nothing_of_it(client: Client, session: Session) -> None:
    a_product("A-1")
    sign_in(client, a_customer())
    assert client.get("/desk/catalog").status_code == 403
    assert client.get("/desk/catalog/A-1").status_code == 404
