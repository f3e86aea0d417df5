"""A form may be one long list: the section's name on each line, or persons one after the other, each with a number."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, WHOLE, Row, application_of

pytestmark = pytest.mark.rule("XLS-1")

SECTIONS = {
    "契約者": END_USER[1:],
    "サポート窓口": [("契約者と同じ", "☑"), ("ご担当者名", None)],
    "納品先": [*OTHERS[2:3], ("会社名", None)],
    "販売店": OTHERS[4:],
}


@pytest.mark.parametrize("heads", [("区分", "項目", "ご記入内容"), ("大項目", "項目名", "回答"), None])
@pytest.mark.parametrize("others", ["申請情報", None])
def test_a_list_may_name_the_section_on_each_line(heads: Row | None, others: str | None) -> None:
    rows: list[Row] = [*HEAD[:2], *([heads] if heads else []), *((others, *row) for row in HEAD[2:])]
    for name, fields in SECTIONS.items():
        rows += [(name, *field) for field in fields]
    foot = [(None, *row) for row in FOOT] if others is None else FOOT

    assert application_of([*rows, (), *ITEMS, (), *foot]) == application_of(WHOLE)


def test_an_empty_answer_does_not_take_the_next_line() -> None:
    rows: list[Row] = [*HEAD[:2], ("区分", "項目", "ご記入内容", "説明"), *(("申請", *row) for row in HEAD[2:])]
    for name, fields in SECTIONS.items():
        rows += [(name, *field, "説明です") for field in fields]
        rows += [(name, "建物名", None, None)] if name == "契約者" else []

    assert application_of([*rows, (), *ITEMS, (), *FOOT]) == application_of(WHOLE)


PERSONS = [
    ("見本　花", "ミホン　ハナ", "03-5555-1234", "a@mihon.example.jp"),
    ("例　太郎", "レイ　タロウ", "03-5555-1235", "b@mihon.example.jp"),
]


@pytest.mark.parametrize(
    "labels",
    [
        ("担当者{}　氏名", "フリガナ", "TEL", "メールアドレス"),
        ("担当者{}　氏名", "担当者{}　フリガナ", "担当者{}　TEL", "担当者{}　メールアドレス"),
        ("氏名{}", "フリガナ{}", "電話番号{}", "E-mail{}"),
        ("{}人目の氏名", "フリガナ", "電話番号", "E-mail"),
    ],
)
@pytest.mark.parametrize("across", [1, 2, 4])
def test_contact_persons_may_be_blocks_with_a_number(labels: tuple[str, ...], across: int) -> None:
    rows: list[Row] = [("■ コンタクトパーソン",)]
    for number, person in enumerate(PERSONS, 1):
        cells = [cell for pair in zip((label.format(number) for label in labels), person, strict=True) for cell in pair]
        rows += [cells[start : start + 2 * across] for start in range(0, len(cells), 2 * across)]

    found = application_of([*HEAD, *END_USER, *OTHERS, *ITEMS, *rows, *FOOT])["contact_persons"]

    assert [tuple(person.values()) for person in found] == PERSONS
