"""Values written one character per cell are read whole, be there empty boxes before or between them."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import (
    END_USER,
    FOOT,
    HEAD,
    ITEMS,
    OTHERS,
    WHOLE,
    Row,
    application_of,
    read_rows,
)

pytestmark = pytest.mark.rule("XLS-1")


@pytest.mark.parametrize("written", ["株式会社見本", "ミホン製作所", "Ａ１商会"])
def test_a_company_may_be_written_one_character_per_cell(written: str) -> None:
    rows: list[Row] = [*END_USER[:1], ("会社名", *written), *END_USER[2:]]

    assert application_of([*HEAD, *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]["corporate_name"] == written


@pytest.mark.parametrize("cells", [(*"見本", None, "花"), (*"見本", None, "花", "様")])
def test_an_empty_box_parts_the_two_names_of_a_person(cells: tuple[str | None, ...]) -> None:
    rows: list[Row] = [*END_USER[:3], ("ご担当者名", *cells), *END_USER[4:]]

    end_user = application_of([*HEAD, *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]

    assert end_user["contact_name"] == "見本　花"


def test_an_order_number_may_be_written_one_character_per_cell() -> None:
    rows: list[Row] = [*HEAD, ("得意先注文番号", *"PO-250609")]

    assert application_of([*rows, *END_USER, *OTHERS, *ITEMS, *FOOT])["customer_po"] == "PO-250609"


@pytest.mark.parametrize(
    ("cells", "quantity"),
    [
        ((None, "1", "2", "5", "0"), 1250),
        (("1", "2", "5", "0", None), 1250),
        ((None, None, None, None, "7"), 7),
        ((None, 1, 2, 5, 0), 1250),
        ((None, None, "4", "0", "本"), 40),
    ],
)
def test_a_quantity_may_stand_in_boxes_below_one_head(cells: Row, quantity: int) -> None:
    rows: list[Row] = [
        ITEMS[0],
        ("No.", "製品名", "数量", None, None, None, None, "契約年数"),
        (1, "サンプルガード", *cells, "1年"),
    ]
    head = len([*HEAD, *END_USER, *OTHERS]) + 2

    form = application_of([*HEAD, *END_USER, *OTHERS, *rows, *FOOT], [f"C{head}:G{head}"])

    assert [item["quantity"] for item in form["items"]] == [quantity]


def test_the_boxes_of_the_last_column_may_go_on_beyond_its_head() -> None:
    rows: list[Row] = [ITEMS[0], ("No.", "製品名", "契約年数", "数量"), (1, "サンプルガード", "1年", *"1250", "本")]

    items = application_of([*HEAD, *END_USER, *OTHERS, *rows, *FOOT])["items"]

    assert [item["quantity"] for item in items] == [1250]


def test_two_numbers_in_the_cells_of_one_column_are_a_doubt() -> None:
    rows: list[Row] = [ITEMS[0], ("No.", "製品名", "数量", None, "契約年数"), (1, "サンプルガード", 10, 12, "1年")]
    head = len([*HEAD, *END_USER, *OTHERS]) + 2

    problems = read_rows([*HEAD, *END_USER, *OTHERS, *rows, *FOOT], [f"C{head}:D{head}"]).problems

    assert [(problem.code, problem.field) for problem in problems] == [("uncertain", "items[0].quantity")]


@pytest.mark.parametrize(
    "answer",
    [
        ("一般", "※一般／官公庁／教育 からお選びください"),
        ("一般", "（一般・官公庁・教育から選択）"),
        ("一般", "一般／官公庁／教育"),
        ("一般　※一般／官公庁／教育のいずれか",),
    ],
)
def test_what_may_be_chosen_is_no_answer(answer: Row) -> None:
    rows: list[Row] = [*HEAD[:3], ("契約区分", *answer)]

    assert application_of([*rows, *END_USER, *OTHERS, *ITEMS, *FOOT]) == application_of(WHOLE)


def test_options_of_which_none_is_marked_are_no_answer() -> None:
    rows: list[Row] = [*HEAD[:3], ("契約区分", "一般", "官公庁", "教育")]

    problems = read_rows([*rows, *END_USER, *OTHERS, *ITEMS, *FOOT]).problems

    assert [(problem.code, problem.field) for problem in problems] == [("missing_required", "contract_class")]
