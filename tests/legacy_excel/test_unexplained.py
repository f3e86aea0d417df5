"""What no field took is a problem on the likeliest empty field of its section; notes and other matters are none."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, Row, application_of, read_rows

pytestmark = pytest.mark.rule("XLS-6")


def _problems(end_user: list[Row], others: list[Row]) -> list[tuple[str, str | None]]:
    record = read_rows([*HEAD, *end_user, *others, *ITEMS, *FOOT])
    return [(problem.code, problem.field) for problem in record.problems]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("しょざい", "西日本営業所"), "reseller.branch"),
        (("しょざい：西日本営業所",), "reseller.branch"),
        (("つながる先", "06-5555-1234"), "reseller.phone"),
        (("あて先", "jiro@kakuu.example.jp"), "reseller.email"),
    ],
)
def test_a_value_behind_words_that_are_not_known_is_a_doubt(row: Row, field: str) -> None:
    assert _problems(END_USER, [*OTHERS, row]) == [("uncertain", field)]


@pytest.mark.parametrize(
    "row",
    [
        ("※担当者名は必ずご記入ください",),
        ("創業", "1990年"),
        ("（わかる範囲で）",),
        ("わかる範囲でご記入ください",),
        ("3-1",),
    ],
)
def test_notes_and_what_fits_no_empty_field_are_no_problem(row: Row) -> None:
    application_of([*HEAD, *END_USER, *OTHERS, row, *ITEMS, *FOOT])


def test_what_stands_in_a_section_that_shares_another_is_no_problem() -> None:
    others: list[Row] = [("■ サポート窓口",), ("☑ 契約者と同じ",), ("しょざい", "西日本営業所"), *OTHERS[1:]]

    assert _problems(END_USER, others) == []


def test_contact_persons_that_nobody_could_read_are_a_doubt() -> None:
    persons: list[Row] = [("■ コンタクトパーソン",), ("一番手", "見本　花"), ("二番手", "例　太郎")]

    record = read_rows([*HEAD, *END_USER, *OTHERS, *ITEMS, *persons, *FOOT])

    assert [(problem.code, problem.field) for problem in record.problems] == [("uncertain", "contact_persons")]
