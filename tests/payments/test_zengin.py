"""A bank file in the format of 全国銀行協会 is read whole, or refused with the record and the reason."""

from __future__ import annotations

from datetime import date

import pytest

from tbc.payments.reading import BankFile, FileFaulty, Incoming, read_bank_file
from tests.payments.files import Box, Paid, Said, joined, notice, statement

pytestmark = pytest.mark.rule("PAY-1")

NEAR = date(2026, 11, 21)
TWO = Box((Paid(110_000, "ﾐﾎﾝｼﾖｳｼﾞ(ｶ", edi="INV-2026-000001"), Paid(5_500, "ｱｵﾊﾞ ﾊﾅｺ")))


def read(data: bytes) -> BankFile:
    return read_bank_file(data, NEAR)


def refused(data: bytes) -> FileFaulty:
    with pytest.raises(FileFaulty) as caught:
        read(data)
    return caught.value


def told(rows: list[Incoming]) -> list[tuple[object, ...]]:
    return [(row.amount, row.payer_name, row.booked_on, row.edi) for row in rows]


@pytest.mark.parametrize("layout", ["A", "B"])
def test_a_notice_tells_its_account_and_transfers(layout: str) -> None:
    found = read(joined(notice(TWO, layout=layout)))
    assert found.kind == f"notice-{layout.lower()}"
    account = found.statements[0].account
    assert (account.bank_code, account.branch_code, account.kind, account.number) == ("0999", "123", "1", "7654321")
    assert told(found.transfers) == [
        (110_000, "ﾐﾎﾝｼﾖｳｼﾞ(ｶ", date(2026, 11, 20), "INV-2026-000001"),
        (5_500, "ｱｵﾊﾞ ﾊﾅｺ", date(2026, 11, 20), ""),
    ]
    first = found.transfers[0]
    assert (first.payer_kana, first.sending_bank, first.sending_branch) == ("ミホンシヨウジ(カ", "ﾅﾄﾞﾘｷﾞﾝｺｳ", "ﾋｶﾞｼ")
    assert (first.position, first.payer_code, found.amount) == (2, "", 115_500)


def test_layout_b_has_amounts_of_twelve_digits() -> None:
    found = read(joined(notice(Box((Paid(123_456_789_012, edi="E1"), Paid(7))), layout="B")))
    assert [(row.amount, row.edi) for row in found.transfers] == [(123_456_789_012, "E1"), (7, "")]


def test_digits_in_the_edi_field_make_no_layout_b() -> None:
    found = read(joined(notice(Box((Paid(700, edi="12345678901234567890"),)))))
    assert (found.kind, found.transfers[0].edi) == ("notice-a", "12345678901234567890")


def test_a_statement_tells_what_came_in_and_counts_what_went_out() -> None:
    box = Box((Paid(900, text="ﾌﾘｺﾐ", edi="E"), Paid(300, outgoing=True), Paid(50, "", text="ﾘｿｸ", transaction="18")))
    found = read(joined(statement(box)))
    assert found.kind == "statement"
    assert [(row.amount, row.text, row.edi) for row in found.transfers] == [(900, "ﾌﾘｺﾐ", "E"), (50, "ﾘｿｸ", "")]


def test_several_accounts_stand_in_one_file() -> None:
    boxes = (TWO, Box((Paid(1),), branch="456", number="12"), Box())
    for records in (notice(*boxes), statement(*boxes)):
        found = read(joined(records))
        assert [one.account.number for one in found.statements] == ["7654321", "0000012", "7654321"]
        assert [len(one.transfers) for one in found.statements] == [2, 1, 0]


@pytest.mark.parametrize("records", [notice(TWO, TWO), statement(TWO, TWO)], ids=["01", "03"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b""])
@pytest.mark.parametrize("cut", [False, True])
def test_line_ends_and_trailing_blanks_make_no_difference(records: list[bytes], end: bytes, cut: bool) -> None:
    # Without line ends only the file's last blanks can be cut.
    data = joined(records, end, cut=cut) if end or not cut else joined(records, b"").rstrip()
    whole = read(joined(records))
    assert read(data) == whole
    assert read(data + b"\x1a") == whole
    assert read(data.rstrip(b"\r\n")) == whole


def test_a_line_end_is_missing_here_and_there() -> None:
    records = notice(TWO)
    data = records[0] + records[1] + b"\r\n" + records[2] + records[3] + records[4]
    assert read(data) == read(joined(records))


def test_blanks_beyond_a_record_are_a_habit_of_some_banks() -> None:
    assert read(b"".join(record + b"  \r\n" for record in notice(TWO))) == read(joined(notice(TWO)))


def test_one_that_was_saved_as_utf_8_is_read_too() -> None:
    records = joined(notice(TWO))
    for saved in (records.decode("cp932").encode(), records.decode("cp932").encode("utf-8-sig")):
        assert read(saved) == read(records)


def test_kana_that_happen_to_be_utf_8_stay_kana() -> None:
    found = read(joined(notice(Box((Paid(1, "ﾃｽ"),)))).replace("ﾐﾎﾝｷﾞﾝｺｳ".encode("cp932"), b" " * 8))
    assert found.transfers[0].payer_name == "ﾃｽ"


def test_years_are_the_eras_or_the_christian_ones() -> None:
    for near in ("reiwa", "christian"):
        assert read(joined(notice(TWO, near=near))).transfers[0].booked_on == date(2026, 11, 20)


def test_the_value_date_is_told_and_else_the_day_of_booking() -> None:
    box = Box((Paid(1, value_on=date(2026, 11, 18)), Paid(2)))
    records = notice(box)
    records[2] = records[2][:13] + b"000000" + records[2][19:]
    assert [row.value_on.day for row in read(joined(records)).transfers] == [18, 20]


def test_what_takes_back_and_what_may_bounce_is_told() -> None:
    box = Box((Paid(10), Paid(10, cancelled=True), Paid(30, cheques=30)))
    found = read(joined(notice(box)))
    assert [(row.is_cancellation, row.is_uncleared) for row in found.transfers] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert found.amount == 40
    box = Box((Paid(10), Paid(10, outgoing=True, transaction="19")))
    assert [row.is_cancellation for row in read(joined(statement(box))).transfers] == [False, True]


@pytest.mark.parametrize(
    ("data", "code", "record"),
    [
        (b"", "empty", None),
        (b" \r\n ", "empty", None),
        (b"PK\x03\x04 a workbook", "not-a-bank-file", None),
        (joined(notice(TWO)).replace(b"0000110000", b"00001100\x000"), "not-a-bank-file", None),
        ("日付,金額\r\n".encode(), "not-a-bank-file", None),
        (joined(notice(TWO)).decode("cp932").encode("cp500", "replace"), "ebcdic", None),
        (b"121" + joined(notice(TWO))[3:], "wrong-kind", 1),
        (b"104" + joined(notice(TWO))[3:], "wrong-kind", 1),
        (joined(notice(TWO)[:-1]), "half-file", 4),
        (joined(notice(TWO)[:-2]), "half-file", 3),
        (joined(notice(TWO)[:1]), "half-file", 1),
        (joined(notice(TWO)[1:]), "not-a-bank-file", None),
        (joined(notice(TWO) + notice(TWO)[-1:]), "wrong-order", 6),
        (joined(notice(TWO)[:3] + notice(TWO)), "wrong-order", 4),
        (joined(notice(TWO)[:4] + notice(TWO)[1:]), "wrong-order", 5),
        (joined(notice(TWO) + notice(TWO)[2:]), "wrong-order", 6),
        (joined(notice(TWO)[:1] + notice(TWO)[3:]), "wrong-totals", 2),
        (joined(notice(TWO, said=Said(count=3))), "wrong-totals", 4),
        (joined(notice(TWO, said=Said(amount=115_501))), "wrong-totals", 4),
        (joined(statement(TWO, said=Said(count=1))), "wrong-totals", 4),
        (joined(statement(TWO, said=Said(amount=1))), "wrong-totals", 4),
        (joined(statement(Box(kind="5"))), "time-deposit", 1),
        (joined(notice(TWO), b"")[:-300], "half-file", 4),
        (joined(notice(TWO), b"")[:450], "wrong-length", 3),
        (joined(notice(TWO)).replace(b"0000110000", b"00001100 0"), "wrong-number", 2),
        (joined(notice(TWO)).replace(b"0000110000", b"-000110000"), "wrong-number", 2),
        (joined(notice(TWO)).replace(b"0000010811200", b"0000010813320"), "wrong-date", 2),
        (joined(notice(TWO)).replace(b"1230", b"12x0").replace(b"123", b"12x"), "wrong-number", 1),
    ],
)
def test_what_is_wrong_is_refused_with_its_record(data: bytes, code: str, record: int | None) -> None:
    found = refused(data)
    assert (found.code, found.record) == (code, record)


def test_an_end_that_counts_otherwise_is_refused() -> None:
    records = statement(TWO, TWO)
    records[-1] = records[-1].replace(b"00002", b"00003")
    assert refused(joined(records)).code == "wrong-totals"


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    assert refused(b"1" * (64 * 1024 * 1024 + 1)).code == "too-large"


def test_an_account_without_transfers_is_read() -> None:
    assert read(joined(notice(Box()))).transfers == []


def test_two_files_one_behind_the_other_are_read() -> None:
    assert len(read(joined(statement(TWO) + statement(TWO))).statements) == 2
