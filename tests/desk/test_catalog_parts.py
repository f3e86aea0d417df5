"""Prices, files and sheets of the catalogue on the desk."""

from __future__ import annotations

import io
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tbc.catalog.models import CatalogUpload, Product
from tbc.catalog.queries import list_files, list_prices
from tbc.catalog.service.uploads import forget_catalog_uploads
from tbc.kit.clock import now, today, told
from tbc.kit.formats import short_date
from tests.client import Client
from tests.people import an_administrator, an_operator, sign_in
from tests.products import a_product, the_catalogue

pytestmark = pytest.mark.rule("CAT-3")

PRICE = {"contract_class": "corporate", "application_kind": "new", "years": "1", "quantity_from": "1"}
FILE: dict[str, Any] = {
    "kind": "manual", "name_ja": "手引き㈱", "name_en": "Guide", "version": "1.0", "delivered_with": ["new"],
}  # fmt: skip


@pytest.fixture
def desk(client: Client) -> Client:
    """The client signed in as an administrator."""
    return sign_in(client, an_administrator())


def day(after: int) -> str:
    return short_date(today() + timedelta(days=after))


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def prices_of(code: str) -> list[tuple[int, str, str]]:
    found = list_prices([code])
    return [(price.unit_price, short_date(price.valid_from), short_date(price.valid_until)) for price in found]


@pytest.mark.rule("CAT-1")
def test_a_price_is_added_and_ends_the_one_before(desk: Client, session: Session) -> None:
    a_product("A-1")
    first = PRICE | {"unit_price": "4,800円", "valid_from": day(-30)}
    assert desk.submit("/desk/catalog/A-1/prices/new", first).status_code == 303
    desk.submit("/desk/catalog/A-1/prices/new", first | {"unit_price": "5000", "valid_from": day(10)})
    assert prices_of("A-1") == [(4800, day(-30), day(9)), (5000, day(10), "")]
    text = text_of(desk, "/desk/catalog/A-1/prices")
    assert all(said in text for said in ("4,800円", "5,000円", "これから"))
    assert "4,800円" in text_of(desk, "/desk/catalog/A-1")
    assert "5,000円" not in text_of(desk, "/desk/catalog/A-1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit_price": ""}, "単価を入力してください。"),
        ({"unit_price": "-1"}, "税抜の金額"),
        ({"valid_from": "soon"}, "のような日付"),
        ({"valid_until": "2000/01/01"}, "適用開始日より後"),
        ({"contract_class": "private"}, "field--error"),
        ({"years": "7"}, "field--error"),
        ({"valid_from": "{-30}"}, "期間が重なります"),
        ({"valid_from": "{-5}"}, "過ぎた日に有効だった価格"),
    ],
)
def test_a_price_that_cannot_be_is_refused_at_its_field(
    desk: Client, session: Session, change: dict[str, str], said: str
) -> None:
    a_product("A-1")
    good = PRICE | {"unit_price": "4800", "valid_from": day(-30)}
    desk.submit("/desk/catalog/A-1/prices/new", good)
    days = {"{-30}": day(-30), "{-5}": day(-5)}
    sent = good | {"valid_from": day(5)} | {key: days.get(value, value) for key, value in change.items()}
    answer = desk.submit("/desk/catalog/A-1/prices/new", sent)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert prices_of("A-1") == [(4800, day(-30), "")]


def test_a_price_is_ended_and_one_to_come_taken_back(desk: Client, session: Session) -> None:
    a_product("A-1")
    for after in (-30, 10):
        desk.submit("/desk/catalog/A-1/prices/new", PRICE | {"unit_price": "4800", "valid_from": day(after)})
    one, other = (f"/desk/catalog/prices/{price.id}" for price in list_prices(["A-1"]))
    assert desk.submit(one, {"valid_until": ""}).status_code == 422
    assert "昨日以降" in desk.submit(one, {"valid_until": day(-9)}).get_data(as_text=True)
    assert "期間が重なります" in desk.submit(one, {"valid_until": day(10)}).get_data(as_text=True)
    assert desk.submit(one, {"valid_until": day(3)}).status_code == 303
    assert desk.submit(one, {}, to=f"{one}/take-back").location == one
    assert desk.submit(other, {}, to=f"{other}/take-back").status_code == 303
    assert prices_of("A-1") == [(4800, day(-30), day(3))]


@pytest.mark.rule("CAT-1")
def test_a_file_is_uploaded_measured_moved_and_removed(desk: Client, session: Session) -> None:
    a_product("A-1")
    new = "/desk/catalog/A-1/files/new"
    assert desk.submit(new, FILE).status_code == 422
    sent = FILE | {"file": (io.BytesIO(b"%PDF-1.7 x"), "../手引き.pdf")}
    assert desk.submit(new, sent, content_type="multipart/form-data").status_code == 303
    elsewhere = FILE | {"name_ja": "本体", "kind": "download", "address": "https://files.example.com/a.zip"}
    assert desk.submit(new, elsewhere).status_code == 303
    one, other = (file.id for file in list_files(["A-1"]))
    digest = sha256(b"%PDF-1.7 x").hexdigest()
    assert digest in text_of(desk, "/desk/catalog/A-1")
    answer = desk.get(f"/desk/catalog/files/{one}")
    assert (answer.data, answer.headers["Content-Disposition"].startswith("attachment;")) == (b"%PDF-1.7 x", True)
    assert "/" not in answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1]
    assert desk.get(f"/desk/catalog/files/{other}").status_code == 404
    desk.submit("/desk/catalog/A-1", {"to": "up"}, to=f"/desk/catalog/files/{other}/move")
    session.expire_all()
    assert [file.name_ja for file in list_files(["A-1"])] == ["本体", "手引き㈱"]
    desk.submit(f"/desk/catalog/files/{one}/remove", {})
    assert [file.name_ja for file in list_files(["A-1"])] == ["本体"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "ファイルを選ぶか"),
        ({"address": "http://files.example.com/a.zip"}, "https://"),
        ({"address": "ftp://files.example.com/a.zip"}, "https://"),
        ({"address": "https://user:word@files.example.com/"}, "https://"),
        ({"address": "https://a.example.com/", "sha256": "abc"}, "64文字"),
        ({"address": "https://a.example.com/", "name_ja": ""}, "名前を入力"),
        ({"address": "https://a.example.com/", "delivered_with": []}, "一つ以上"),
    ],
)
def test_a_file_that_is_none_is_refused_at_its_field(
    desk: Client, session: Session, change: dict[str, Any], said: str
) -> None:
    a_product("A-1")
    answer = desk.submit("/desk/catalog/A-1/files/new", FILE | change)
    assert (answer.status_code, said in answer.get_data(as_text=True)) == (422, True)
    assert list_files(["A-1"]) == []


@pytest.mark.parametrize(("kind", "form"), [("products", "xlsx"), ("products", "csv"), ("prices", "csv")])
def test_what_is_exported_imports_as_it_is(desk: Client, session: Session, kind: str, form: str) -> None:
    the_catalogue()
    desk.submit("/desk/catalog/VBC/prices/new", PRICE | {
        "application_kind": "renewal", "unit_price": "4800", "valid_from": day(0),
    })  # fmt: skip
    sheet = desk.get(f"/desk/catalog/export/{kind}.{form}").data
    answer = upload(desk, kind, sheet, f"a.{form}")
    assert answer.location == "/desk/catalog/import/preview", answer.get_data(as_text=True)
    text = text_of(desk, "/desk/catalog/import/preview")
    assert "内容が変わる行</h2>" not in text
    assert "新しい行</h2>" not in text


def test_a_sheet_is_shown_first_and_written_when_told(desk: Client, session: Session) -> None:
    a_product("A-1", "旧名")
    titles = "製品コード,製品名,製品名（英語）,種類,申請区分,契約区分"
    sheet = f"{titles}\nA-1,新名,New,license,新規,一般\nB-1,別,Other,saas,新規,一般\n"
    assert upload(desk, "products", sheet.encode()).status_code == 303
    text = text_of(desk, "/desk/catalog/import/preview")
    assert all(said in text for said in ("旧名", "新名", "B-1"))
    assert session.get_one(Product, "A-1").name_ja == "旧名"
    token = text.split('name="token" value="')[1].split('"')[0]
    saved = desk.submit("/desk/catalog/import/preview", {"act": "save", "token": token})
    session.expire_all()
    assert (saved.location, session.get_one(Product, "A-1").name_ja) == ("/desk/catalog", "新名")
    assert desk.get("/desk/catalog/import/preview").location == "/desk/catalog/import"


def test_nothing_is_written_when_the_catalogue_changed_meanwhile(desk: Client, session: Session) -> None:
    a_product("A-1", "旧名")
    upload(
        desk,
        "products",
        b"code,name_ja,name_en,kind,application_kinds,contract_classes\nA-1,x,x,saas,new,corporate",
    )
    token = text_of(desk, "/desk/catalog/import/preview").split('name="token" value="')[1].split('"')[0]
    desk.submit("/desk/catalog/A-1/prices/new", PRICE | {"unit_price": "1", "valid_from": day(0)})
    answer = desk.submit("/desk/catalog/import/preview", {"act": "save", "token": token})
    assert answer.location == "/desk/catalog/import/preview"
    assert session.get_one(Product, "A-1").name_ja == "旧名"


def test_a_wrong_sheet_is_answered_row_by_row(desk: Client, session: Session) -> None:
    sheet = "製品コード,契約区分,申請区分,年数,単価（税抜、円）,適用開始日\nX-1,一般,新規,1,1000,2027/04/01\n"
    answer = upload(desk, "prices", sheet.encode())
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "2行目" in text, "X-1" in text) == (422, True, True)
    assert desk.submit("/desk/catalog/import", {"kind": "prices"}).status_code == 422
    assert session.query(CatalogUpload).count() == 0


def test_a_sheet_is_kept_for_its_uploader_and_for_a_day(desk: Client, session: Session) -> None:
    sheet = "code,name_ja,name_en,kind,application_kinds,contract_classes\nA-1,x,x,saas,new,corporate"
    upload(desk, "products", sheet.encode())
    forget_catalog_uploads()
    assert session.query(CatalogUpload).count() == 1
    with told(now() + timedelta(hours=25)):
        forget_catalog_uploads()
    assert session.query(CatalogUpload).count() == 0


def test_an_operator_exports_and_imports_nothing(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert client.get("/desk/catalog/export/products.csv").status_code == 200
    assert client.submit("/desk/catalog", {"act": "save"}, to="/desk/catalog/import/preview").status_code == 403


def upload(desk: Client, kind: str, data: bytes, name: str = "a.csv") -> Any:
    sent = {"kind": kind, "file": (io.BytesIO(data), name)}
    return desk.submit("/desk/catalog/import", sent, content_type="multipart/form-data")
