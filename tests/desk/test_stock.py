"""The stock on the desk: what is there, and bringing more, all or nothing (DLV-1)."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.deliveries.models import StockCode
from tbc.kit import db
from tbc.kit.sheets import write_xlsx
from tests.applications.given import a_product
from tests.client import Client
from tests.deliveries.making import a_code, a_delivery, stock
from tests.licenses.making import a_license
from tests.orders.making import an_order
from tests.people import an_operator, sign_in

pytestmark = pytest.mark.rule("DLV-1")
BRING = "/desk/stock/bring"


@pytest.fixture
def desk(client: Client, session: Session) -> Client:
    """The browser of an operator; a product that delivers codes is there."""
    a_product()
    return sign_in(client, an_operator())


def save(desk: Client, text: str, product: str = "SGE-ADV") -> TestResponse:
    return desk.submit(BRING, {"act": "save", "pasted": text, "product": product})


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(StockCode)) or 0


def test_counts_what_is_free_given_and_needed(desk: Client) -> None:
    a_delivery()
    stock(amount=3)
    for _ in range(5):
        an_order()
    shown = desk.get("/desk/stock").get_data(as_text=True)
    row = shown[shown.index("SGE-ADV") :]
    numbers = [part.split(">")[1].split("<")[0] for part in row.split("is-end number")[1:4]]
    assert numbers == ["3", "5", "1"]
    assert "不足" in row


def test_pasted_codes_are_shown_before_they_are_kept(desk: Client) -> None:
    codes = [a_code() for _ in range(3)]
    preview = desk.submit(BRING, {"pasted": "\n".join(codes).lower(), "product": "SGE-ADV"})
    assert preview.status_code == 200
    assert "3件のコードを登録します" in preview.get_data(as_text=True)
    assert count() == 0
    assert save(desk, "\n".join(codes)).location == "/desk/stock"
    assert count() == 3


def test_what_the_preview_shows_is_what_is_kept(desk: Client) -> None:
    a_product("SGS-PLUS")
    rows = [f"SGE-ADV {a_code()}", f"SGS-PLUS {a_code()}"]
    shown = desk.submit(BRING, {"pasted": "\n".join(rows)}).get_data(as_text=True)
    (kept,) = re.findall(r'name="pasted" value="([^"]*)"', shown)
    assert kept.splitlines() == rows
    assert save(desk, kept.replace("\n", "\r\n"), product="").status_code == 303
    assert count() == 2


@pytest.mark.parametrize("separator", ["\t", ",", "  "])
def test_each_line_may_name_its_product(desk: Client, separator: str) -> None:
    assert save(desk, f"sge-adv{separator}{a_code()}", product="").status_code == 303
    assert db.session.scalars(select(StockCode.product_code)).all() == ["SGE-ADV"]


@pytest.mark.parametrize("name", ["codes.xlsx", "codes.csv"])
def test_a_sheet_with_titles_is_read(desk: Client, name: str) -> None:
    code = a_code()
    rows = [["SGE-ADV", code]]
    csv = f"製品コード,コード\r\nSGE-ADV,{code}\r\n".encode("cp932")
    data = csv if name.endswith("csv") else write_xlsx(["製品コード", "コード"], rows)
    sent = {"file": (BytesIO(data), name), "product": ""}
    preview = desk.submit(BRING, sent, content_type="multipart/form-data")
    assert preview.status_code == 200
    assert code in preview.get_data(as_text=True)


def test_a_column_without_titles_is_of_the_chosen_product(desk: Client) -> None:
    sent = {"file": (BytesIO(f"{a_code()}\n{a_code()}\n".encode()), "codes.csv"), "product": "SGE-ADV"}
    shown = desk.submit(BRING, sent, content_type="multipart/form-data").get_data(as_text=True)
    assert "2件のコードを登録します" in shown


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{new}", "2行目と同じコードです"),
        ("{stocked}", "すでに在庫かライセンスにあります"),
        ("{licensed}", "すでに在庫かライセンスにあります"),
        ("NONSENSE", "コードの形ではありません"),
        ("NOBODYS {other}", "登録されていません"),
        ("SGA-BOX {other}", "コードを納品しません"),
    ],
)
def test_one_wrong_row_keeps_all_out_and_is_named(desk: Client, line: str, words: str) -> None:
    a_product("SGA-BOX", code_kind="none")
    a_license(codes=[licensed := a_code()])
    codes = {"new": a_code(), "stocked": stock()[0], "licensed": licensed, "other": a_code()}
    text = f"{a_code()}\n{codes['new']}\n{line.format(**codes)}"
    before = count()
    for act in ("", "save"):
        answer = desk.submit(BRING, {"act": act, "pasted": text, "product": "SGE-ADV"})
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
        assert "3行目" in answer.get_data(as_text=True)
    assert count() == before


def test_nothing_at_all_is_told(desk: Client) -> None:
    answer = desk.submit(BRING, {"pasted": " \n", "product": "SGE-ADV"})
    assert answer.status_code == 422
    assert "コードがありません" in answer.get_data(as_text=True)


def test_a_file_that_is_none_is_refused(desk: Client) -> None:
    sent = {"file": (BytesIO(b"PK\x03\x04nonsense"), "codes.xlsx"), "product": "SGE-ADV"}
    assert desk.submit(BRING, sent, content_type="multipart/form-data").status_code == 422


def test_a_free_code_is_taken_out_and_a_given_one_is_not(desk: Client) -> None:
    a_delivery()
    stock()
    given, free = db.session.scalars(select(StockCode).order_by(StockCode.given_at)).all()
    paths = {name: f"/desk/stock/SGE-ADV/{row.id}/take-out" for name, row in (("given", given), ("free", free))}
    shown = desk.get("/desk/stock/SGE-ADV").get_data(as_text=True)
    assert shown.count("在庫から外す") == 1
    desk.submit(BRING, {}, to=paths["given"])
    assert count() == 2
    desk.submit(BRING, {}, to=paths["free"])
    assert count() == 1
