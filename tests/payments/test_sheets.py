"""A bank's CSV is read by the mapping that staff have saved for it."""

from __future__ import annotations

from datetime import date

import pytest

from tbc.payments.reading import Account, FileFaulty, Incoming, Mapping, read_bank_file
from tbc.payments.reading.guessing import columns_of, direction_of, first_row_of, head_of, is_sheet
from tbc.payments.reading.sheets import read_sheet, rows_of

pytestmark = pytest.mark.rule("PAY-1")

NEAR = date(2026, 11, 21)
ACCOUNT = Account("0999", "123", "1", "7654321")
USUAL = Mapping(booked_on=1, amount=3, payer_name=4, text=5)
TEXT = (
    "日付,出金,入金,お取引内容,備考\r\n"
    '2026/11/20,,"110,000",カ）ミホンショウジ,INV-2026-000001\r\n'
    "2026/11/20,300,,手数料,\r\n"
)


def rows(text: str | bytes, mapping: Mapping = USUAL) -> list[Incoming]:
    data = text if isinstance(text, bytes) else text.encode("cp932")
    return read_bank_file(data, NEAR, mapping, ACCOUNT).transfers


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_a_sheet_is_read_in_any_of_its_encodings(encoding: str) -> None:
    (row,) = rows(TEXT.encode(encoding))
    assert (row.amount, row.payer_name, row.text) == (110_000, "カ）ミホンショウジ", "INV-2026-000001")
    assert (row.booked_on, row.value_on, row.position) == (date(2026, 11, 20), date(2026, 11, 20), 2)
    assert row.account == ACCOUNT


def test_tabs_and_line_feeds_are_as_good() -> None:
    assert len(rows(TEXT.replace('"110,000"', "110000").replace(",", "\t").replace("\r\n", "\n"))) == 1


@pytest.mark.parametrize("typed", ["20261120", "2026-11-20", "2026年11月20日", "R8.11.20", "令和8年11月20日"])
def test_days_are_written_in_many_ways(typed: str) -> None:
    assert rows(TEXT.replace("2026/11/20", typed))[0].booked_on == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["110000", "¥110000", "１１００００", "110000円", '"110,000.00"', "+110000"])
def test_amounts_are_written_in_many_ways(typed: str) -> None:
    assert rows(TEXT.replace('"110,000"', typed).encode())[0].amount == 110_000


def test_one_column_may_hold_both_directions() -> None:
    mapping = Mapping(booked_on=1, amount=2, payer_name=4, direction=3, incoming_words=("入金", "振込入金"))
    text = "2026/11/20,100,入金,ア\r\n2026/11/20,200,出金,イ\r\n2026/11/20,300,振込入金,ウ\r\n"
    found = rows(text, Mapping(**{**{name: getattr(mapping, name) for name in mapping.__slots__}, "first_row": 1}))
    assert [(row.amount, row.payer_name) for row in found] == [(100, "ア"), (300, "ウ")]


def test_what_is_negative_went_out() -> None:
    assert [row.amount for row in rows("日,,金額,名\r\n2026/11/20,,-5,ア,\r\n2026/11/20,,5,ア,\r\n")] == [5]


def test_a_value_date_of_its_own_counts() -> None:
    text = "2026/11/20,2026/11/18,5,ア"
    assert rows(text, Mapping(1, 3, 4, value_on=2, first_row=1))[0].value_on == date(2026, 11, 18)


def test_headings_totals_and_blank_rows_are_passed_over() -> None:
    text = "みほん銀行\r\n\r\n" + TEXT + '\r\n合計,300,"110,000",,\r\n'
    mapping = Mapping(booked_on=1, amount=3, payer_name=4, text=5, first_row=4, last_rows=1)
    assert [row.position for row in rows(text, mapping)] == [4]


def test_equal_rows_are_two() -> None:
    first, second = rows("h\r\n2026/11/20,,5,ア,\r\n2026/11/20,,5,ア,\r\n")
    assert first.checksum != second.checksum


@pytest.mark.parametrize(
    ("data", "code", "record"),
    [
        (b"\x81\x00\xff\xff\x81", "no-encoding", None),
        (b"a\x00b,c\r\n", "not-a-bank-file", None),
        (b"h\r\n2026/11/20,,5\r\n", "no-columns", 2),
        ("h\r\n2026/13/20,,5,ア,\r\n".encode(), "wrong-date", 2),
        ("h\r\n,,5,ア,\r\n".encode(), "wrong-date", 2),
        ("h\r\n2026/11/20,,5x,ア,\r\n".encode(), "wrong-number", 2),
        ('h\r\n2026/11/20,,"1,00",ア,\r\n'.encode(), "wrong-number", 2),
        ("h\r\n2026/11/20,,1000000000000,ア,\r\n".encode(), "wrong-number", 2),
        (b"h\r\n", "no-transfers", None),
    ],
)
def test_what_is_wrong_is_refused_with_its_row(data: bytes, code: str, record: int | None) -> None:
    with pytest.raises(FileFaulty) as caught:
        rows(data)
    assert (caught.value.code, caught.value.record) == (code, record)


@pytest.mark.parametrize(
    ("text", "ways", "day"),
    [
        ("11/20/2026,1000,ア", {"dates": "mdy"}, 20),
        ("09/11/2026,1000,ア", {"dates": "dmy"}, 9),
        ("20.11.2026,1.000,ア", {"dates": "dmy", "amounts": "dots"}, 20),
        ('2026/11/20,"1.000,00",ア', {"amounts": "dots"}, 20),
        ('令和8年11月20日,"1,000",ア', {}, 20),
    ],
)
def test_days_and_amounts_are_read_as_they_are_written(text: str, ways: dict[str, str], day: int) -> None:
    mapping = Mapping(booked_on=1, amount=2, payer_name=3, first_row=1, **ways)  # type: ignore[arg-type]  # texts alone
    (row,) = read_sheet(text.encode(), mapping, ACCOUNT).transfers
    assert (row.booked_on, row.amount) == (date(2026, 11, day), 1_000)


def test_an_encoding_that_is_told_is_the_one_that_is_read() -> None:
    text = "2026/11/20,1000,ソフト"
    for encoding in ("cp932", "utf-8", "utf-16"):
        mapping = Mapping(booked_on=1, amount=2, payer_name=3, first_row=1, encoding=encoding)
        (row,) = read_sheet(text.encode(encoding), mapping, ACCOUNT).transfers
        assert row.payer_name == "ソフト"
    told = Mapping(booked_on=1, amount=2, payer_name=3, first_row=1, encoding="utf-8")
    with pytest.raises(FileFaulty, match="no-encoding"):
        read_sheet(text.encode("cp932"), told, ACCOUNT)


def test_columns_are_guessed_from_their_headings() -> None:
    cells = rows_of(
        '見本銀行\n口座,普通 1234567\n取引日,起算日,お預り金額,お取引内容\n2026/11/20,,"1,000",ア\n'.encode()
    )
    first = first_row_of(cells)
    head = head_of(cells, first)
    assert (first, head) == (4, ["取引日", "起算日", "お預り金額", "お取引内容"])
    assert columns_of(head) == {"booked_on": 1, "value_on": 2, "amount": 3, "payer_name": 4}
    assert (first_row_of([["x"]]), head_of([["x"]], 1), columns_of([])) == (2, [], {})


def test_the_text_is_guessed_unless_it_is_all_that_names_the_payer() -> None:
    assert columns_of(["取引日", "金額", "振込依頼人名", "摘要"])["text"] == 4
    assert columns_of(["取引日", "金額", "摘要"]) == {"booked_on": 1, "amount": 2, "payer_name": 3}


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("日,区分,金額\n1,入金,10\n2,出金,20\n3,,\n", (2, ("入金",))),
        ("日,金額,種類\n1,10,お預り\n2,20,お支払\n3,30,入金\n", (3, ("お預り", "入金"))),
        ("日,区分,金額\n1,出金,10\n", (0, ())),
        ("日,摘要,金額\n1,入金,10\n2,ミホン,20\n", (0, ())),
        ("日,摘要,金額\n", (0, ())),
    ],
)
def test_the_column_that_tells_in_from_out_is_known_by_its_words(sheet: str, told: object) -> None:
    assert direction_of(rows_of(sheet.encode()), 2) == told


@pytest.mark.parametrize(
    ("data", "is_one"),
    [(b"a,b,c\n1,2,3\n", True), (b"hello\nworld\n", False), (b"%PDF-1.7\x00", False), (b"\xff\xd8\xff\xe0", False)],
)
def test_text_in_columns_is_told_from_anything_else(data: bytes, is_one: bool) -> None:
    assert is_sheet(data) is is_one
