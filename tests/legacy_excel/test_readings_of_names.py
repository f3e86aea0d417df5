"""フリガナ is the reading of the name that it stands next to: above it, below it, or beside it."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, Row, application_of, read_rows

pytestmark = pytest.mark.rule("XLS-1")

COMPANY, PERSON = ("会社名", "株式会社見本工務店"), ("ご担当者名", "見本　花")
OF_COMPANY, OF_PERSON = ("フリガナ", "ミホンコウムテン"), ("フリガナ", "ミホン　ハナ")
TEL, MAIL, POST, PLACE = END_USER[4:]

LAYOUTS: dict[str, list[Row]] = {
    "above": [OF_COMPANY, COMPANY, ("部署名", "総務部"), OF_PERSON, PERSON, TEL, MAIL, POST, PLACE],
    "below": [COMPANY, OF_COMPANY, ("部署名", "総務部"), PERSON, OF_PERSON, TEL, MAIL, POST, PLACE],
    "below-with-others-beside": [
        (*COMPANY, *TEL),
        (*OF_COMPANY, *MAIL),
        (*PERSON, *POST),
        (*OF_PERSON, "部署名", "総務部"),
        PLACE,
    ],
    "above-side-by-side": [(*OF_COMPANY, *OF_PERSON), (*COMPANY, *PERSON), (*TEL, *MAIL), POST, PLACE],
    "below-side-by-side": [(*COMPANY, *PERSON), (*OF_COMPANY, *OF_PERSON), (*TEL, *MAIL), POST, PLACE],
    "beside": [(*COMPANY, *OF_COMPANY), (*PERSON, *OF_PERSON), (*TEL, *MAIL), POST, PLACE],
    "above-the-company-and-beside-the-person": [OF_COMPANY, COMPANY, (*PERSON, *OF_PERSON), (*TEL, *MAIL), POST, PLACE],
    "above-values": [
        ("会社名", "フリガナ", "ご担当者名", "フリガナ"),
        (COMPANY[1], OF_COMPANY[1], PERSON[1], OF_PERSON[1]),
        ("電話番号", "E-mail", "郵便番号", "住所"),
        (TEL[1], MAIL[1], POST[1], PLACE[1]),
    ],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_each_name_has_the_reading_beside_it(rows: list[Row]) -> None:
    end_user = application_of([*HEAD, END_USER[0], *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]

    assert (end_user["corporate_name_kana"], end_user["contact_name_kana"]) == ("ミホンコウムテン", "ミホン　ハナ")


@pytest.mark.parametrize("person", [[PERSON, OF_PERSON], [OF_PERSON, PERSON], [(*PERSON, *OF_PERSON)]])
def test_a_single_reading_is_of_the_name_beside_it_not_of_the_other(person: list[Row]) -> None:
    rows = [COMPANY, ("部署名", "総務部"), *person, TEL, MAIL, POST, PLACE]

    end_user = application_of([*HEAD, END_USER[0], *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]

    assert (end_user["corporate_name_kana"], end_user["contact_name_kana"]) == (None, "ミホン　ハナ")


@pytest.mark.parametrize(
    "row",
    [
        ("ご担当者名", "見本　花（ミホン　ハナ）"),
        ("ご担当者名", "見本 花 (みほん はな) 様"),
        ("ご担当者名\n（フリガナ）", "見本　花\n（ミホン　ハナ）"),
    ],
)
def test_a_reading_in_brackets_behind_a_name_is_no_part_of_it(row: Row) -> None:
    rows = [COMPANY, ("部署名", "総務部"), row, TEL, MAIL, POST, PLACE]

    end_user = application_of([*HEAD, END_USER[0], *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]

    assert (end_user["contact_name"], end_user["contact_name_kana"]) == ("見本　花", "ミホン　ハナ")


def test_a_reading_with_other_letters_is_a_doubt() -> None:
    rows = [COMPANY, PERSON, ("フリガナ", "見本　ハナ"), TEL, MAIL, POST, PLACE]

    problems = read_rows([*HEAD, END_USER[0], *rows, *OTHERS, *ITEMS, *FOOT]).problems

    assert [(problem.code, problem.field) for problem in problems] == [("uncertain", "end_user.contact_name_kana")]
