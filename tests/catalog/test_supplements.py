"""Supplements: blank forms from definitions, and the check of filled ones."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from tbc.catalog import supplements
from tbc.catalog.models import Supplement
from tbc.catalog.service.sheets import keep_demo_catalog
from tbc.catalog.supplements import DefinitionFaulty, SupplementReading, definition_of
from tbc.catalog.supplements.blank import blank
from tbc.policy import Actor

SCHOOL = {
    "学校名": "見本市立もみじ中学校",
    "学校種別": "中学校",
    "設置者": "見本市教育委員会",
    "郵便番号": "１００－０００１",
    "都道府県": "東京都",
    "市区町村以下の住所": "千代田区千代田1-1",
    "電話番号": "０３（５５５５）０１００",
    "児童生徒数": "1,200",
    "利用端末数": 1300,
    "担当者メールアドレス": "",
}


@pytest.fixture
def schools(session: Session) -> Supplement:
    keep_demo_catalog(Actor(name="見本　担当"))
    supplement = session.get(Supplement, "K12-SCHOOLS")
    assert supplement is not None
    return supplement


@pytest.mark.rule("CAT-2")
def test_a_blank_form_that_is_filled_in_reads_normalised(schools: Supplement) -> None:
    found = _check(schools, [SCHOOL, {**SCHOOL, "学校名": "別の学校", "担当者メールアドレス": "A@Example.ED.jp"}])
    assert found.problems == []
    assert found.is_sound
    assert found.rows[0] == {
        "school_name": "見本市立もみじ中学校",
        "school_type": "中学校",
        "founder": "見本市教育委員会",
        "postal_code": "1000001",
        "prefecture": "東京都",
        "address": "千代田区千代田1-1",
        "phone": "03-5555-0100",
        "students": 1200,
        "devices": 1300,
    }
    assert found.rows[1]["contact_email"] == "A@example.ed.jp"


@pytest.mark.rule("CAT-2")
@pytest.mark.parametrize(
    ("title", "typed", "part"),
    [
        ("学校名", "", "「学校名」を記入してください。"),
        ("学校名", "あ" * 101, "100文字まで"),
        ("学校種別", "幼稚園", "小学校・中学校"),
        ("郵便番号", "12", "100-0001"),
        ("都道府県", "江戸", "東京都"),
        ("電話番号", "なし", "03-5555-0100"),
        ("児童生徒数", "多数", "1から9,999まで"),
        ("児童生徒数", 10000, "1から9,999まで"),
        ("担当者メールアドレス", "a@@b", "ed.jp"),
    ],
)
def test_each_wrong_cell_is_named_with_what_to_write(schools: Supplement, title: str, typed: Any, part: str) -> None:
    found = _check(schools, [SCHOOL, {**SCHOOL, "学校名": "別の学校", title: typed}])
    (problem,) = found.problems
    column = list(SCHOOL).index(title) + 1
    assert problem.cell == f"{'ABCDEFGHIJK'[column]}7"
    assert part in problem.sentence
    assert not found.is_sound


@pytest.mark.rule("CAT-2")
def test_the_same_school_twice_is_told_with_both_cells(schools: Supplement) -> None:
    (problem,) = _check(schools, [SCHOOL, SCHOOL]).problems
    assert (problem.cell, "B6" in problem.sentence) == ("B7", True)


@pytest.mark.rule("CAT-2")
def test_an_empty_form_asks_for_a_row_and_the_example_is_not_read(schools: Supplement) -> None:
    found = supplements.check(schools, blank(schools), "blank.xlsx")
    assert found.rows == []
    assert [p.sentence for p in found.problems] == ["記入された行がありません。1行以上記入してください。"]


def test_columns_are_found_by_title_wherever_they_stand(schools: Supplement) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([])
    sheet.append(["メモ", *reversed(SCHOOL)])
    sheet.append(["これは見ない", *reversed(list(SCHOOL.values()))])
    found = supplements.check(schools, _bytes(book), "moved.xlsx")
    assert found.problems == []
    assert found.rows[0]["school_name"] == "見本市立もみじ中学校"


def test_a_missing_column_is_named(schools: Supplement) -> None:
    rest = {title: value for title, value in SCHOOL.items() if title != "設置者"}
    book = openpyxl.Workbook()
    book.worksheets[0].append(list(rest))
    book.worksheets[0].append(list(rest.values()))
    assert [p.sentence for p in supplements.check(schools, _bytes(book), "a.xlsx").problems] == [
        "「設置者」の列がありません。"
    ]


def test_more_rows_than_allowed_are_refused(schools: Supplement) -> None:
    found = _check(schools, [{**SCHOOL, "学校名": f"学校{n}"} for n in range(1001)])
    assert [(p.cell, p.sentence) for p in found.problems] == [("A1006", "1000行までにしてください。1001行あります。")]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and nothing more", b"<html>"])
def test_what_is_no_workbook_is_one_problem_of_the_whole_file(schools: Supplement, data: bytes) -> None:
    (problem,) = supplements.check(schools, data, "a.xlsx").problems
    assert (problem.cell, "Excel" in problem.sentence) == ("", True)


def test_another_workbook_is_told_which_titles_are_wanted(schools: Supplement) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["まったく", "別の", "表"])
    (problem,) = supplements.check(schools, _bytes(book), "a.xlsx").problems
    assert "学校名・学校種別" in problem.sentence


@pytest.mark.rule("CAT-2")
def test_license_ids_are_checked_by_shape(session: Session, schools: Supplement) -> None:
    report = session.get(Supplement, "VBBSS-HYB-LID")
    assert report is not None
    row = {
        "既存ライセンスID": "１０２１-９１７９２４",
        "既存アクティベーションコード": "",
        "契約法人名": "株式会社見本",
        "保有数": 5,
        "契約終了日": "令和9年3月31日",
        "移行する数": 5,
    }
    found = _check(report, [row])
    assert found.problems == []
    assert (found.rows[0]["license_id"], found.rows[0]["current_end_on"]) == ("1021917924", "2027-03-31")
    assert [p.cell for p in _check(report, [{**row, "既存ライセンスID": "123"}]).problems] == ["B6"]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"column": [{"key": "a", "title": "A", "kind": "colour"}]},
        {"column": [{"key": "a", "title": "A", "kind": "choice"}]},
        {"column": [{"key": "a", "title": "A", "kind": "text", "colour": "red"}]},
        {"column": [{"key": "a", "title": "A", "kind": "text"}, {"key": "a", "title": "B", "kind": "text"}]},
        {"column": [{"key": "a", "title": "A", "kind": "text"}, {"key": "b", "title": "A", "kind": "text"}]},
        {"column": [{"key": "a", "title": "A", "kind": "text"}], "most_rows": 0},
    ],
)
def test_a_faulty_definition_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(DefinitionFaulty):
        definition_of(raw)


def _check(supplement: Supplement, rows: list[dict[str, Any]]) -> SupplementReading:
    """Fill the blank form as a person would, and read it."""
    book = openpyxl.load_workbook(io.BytesIO(blank(supplement)))
    sheet = book.worksheets[0]
    titles = [str(cell.value).split("※")[0].split("\n")[0] for cell in sheet[4]]
    for number, row in enumerate(rows, 6):
        for title, value in row.items():
            sheet.cell(number, titles.index(title) + 1, value if value != "" else None)
    return supplements.check(supplement, _bytes(book), "filled.xlsx")


def _bytes(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
