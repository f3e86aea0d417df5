"""Reading sheets: free order of columns, rows that only explain, and files that are none."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from tbc.bulk_filing.columns import IN_TEMPLATE, column_of
from tbc.bulk_filing.reading import SheetFaulty, read
from tbc.bulk_filing.rules import LARGEST, MOST_APPLICATIONS
from tbc.bulk_filing.template import csv_rows
from tbc.bulk_filing.template.workbook import workbook
from tbc.kit.language import speaking
from tbc.kit.sheets import stream_csv, write_xlsx
from tests.applications.given import a_product
from tests.bulk_filing.given import a_row, a_sheet

BAD = Path(__file__).parents[1] / "legacy_excel" / "samples" / "bad"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("code", ["ja", "en"])
def test_the_template_reads_back_and_has_no_application_in_it(app: Flask, code: str) -> None:
    with app.test_request_context(), speaking(code):
        products = [a_product()]
        body = workbook(products, ["サンプル商事", "=1+1"])
        book = openpyxl.load_workbook(io.BytesIO(body))
        sheet = book.worksheets[0]
        assert [column_of(str(cell.value)) for cell in sheet[2]] == list(IN_TEMPLATE)
        assert len(sheet.data_validations.dataValidation) >= 9
        assert not any(cell.data_type == "f" for one in book.worksheets for row in one for cell in row)
        csv = b"".join(stream_csv(*csv_rows(products)))
        for data, name in ((body, "a.xlsx"), (csv, "a.csv")):
            with pytest.raises(SheetFaulty, match="申請の行がありません" if code == "ja" else r"\w"):
                read(data, name)


def test_columns_stand_in_any_order_and_others_are_named(app: Flask) -> None:
    with app.test_request_context():
        row = dict(reversed(a_row(1).items())) | {"社内メモ": "x", "結果": "申請済み", "受付番号": "1"}
        found = read(a_sheet([row]), "a.xlsx")
        assert found.ignored == ["社内メモ"]
        assert found.text(found.groups[0][0], "end_user.city") == row["end_user.city"]
        assert found.address(2, "kind") != ""


def test_headings_of_both_languages_are_known(app: Flask) -> None:
    with app.test_request_context():
        for column in IN_TEMPLATE:
            for code in ("ja", "en"):
                with speaking(code):
                    heading = column.heading
                assert column_of(heading) == column


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsx", b"", "ファイルが空です"),
        ("a.xlsx", b"no workbook", "ファイルを開けません"),
        ("a.pdf", b"%PDF-1.4", "ファイルを開けません"),
        ("a.xlsx", (BAD / "bad-encrypted.xlsx").read_bytes(), "パスワード"),
        ("a.csv", "見出し,ない\n1,2\n".encode(), "見出しの行が見つかりません"),
        ("a.csv", "申請区分,申請区分,製品コード,契約者 法人名（正式名称）\n".encode(), "2つあります"),
        ("a.csv", "申請区分,数量\n新規,1\n".encode(), "製品コード"),
        ("a.xlsx", b"x" * (LARGEST + 1), "10 MB以下"),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_with_a_sentence(
    app: Flask, name: str, data: bytes, sentence: str
) -> None:
    with app.test_request_context(), pytest.raises(SheetFaulty, match=sentence):
        read(data, name)


def test_more_than_a_thousand_are_refused(app: Flask) -> None:
    rows = [a_row(1)] * (MOST_APPLICATIONS + 1)
    with app.test_request_context(), pytest.raises(SheetFaulty, match="1,000件まで"):
        read(a_sheet(rows), "a.xlsx")


def test_a_mark_before_what_looks_like_a_formula_comes_off_again(app: Flask) -> None:
    paths = list(a_row(1))
    with app.test_request_context():
        titles = [next(column.title for column in IN_TEMPLATE if column.path == path) for path in paths]
        cells = [text if path != "end_user.phone" else "+81-3-5555-1234" for path, text in a_row(1).items()]
        found = read(write_xlsx(titles, [cells]), "a.xlsx")
        assert found.text(found.groups[0][0], "end_user.phone") == "+81-3-5555-1234"
        assert found.text(found.groups[0][0], "kind") == "新規"
