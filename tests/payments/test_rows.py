"""A row is the same row in whichever file it stands, and two equal transfers stay two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.payments.reading import read_bank_file
from tests.payments.files import Box, Paid, joined, notice, statement, swapped

pytestmark = pytest.mark.rule("PAY-1")

NEAR = date(2026, 11, 21)
ONE = Paid(10_000, "ﾐﾎﾝ(ｶ", code="0000012345", edi="E")


def checksums(records: list[bytes]) -> list[str]:
    return [row.checksum for row in read_bank_file(joined(records), NEAR).transfers]


def test_equal_transfers_of_a_day_are_counted() -> None:
    first, second, third = checksums(notice(Box((ONE, ONE, swapped(ONE, on=ONE.on - timedelta(1))))))
    assert len({first, second, third}) == 3
    assert checksums(notice(Box((ONE,)))) == [first]


def test_the_format_makes_no_difference() -> None:
    box = Box((ONE, ONE, swapped(ONE, cancelled=False, name="ﾍﾞﾂ")))
    assert checksums(notice(box)) == checksums(notice(box, layout="B")) == checksums(statement(box))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 1},
        {"name": "ﾍﾞﾂ"},
        {"code": "0000054321"},
        {"edi": "F"},
        {"cancelled": True},
        {"on": date(2026, 1, 5)},
    ],
)
def test_another_row_has_another_identity(change: dict[str, object]) -> None:
    assert set(checksums(notice(Box((ONE,))))).isdisjoint(checksums(notice(Box((swapped(ONE, **change),)))))


def test_another_account_has_other_rows() -> None:
    assert checksums(notice(Box((ONE,)))) != checksums(notice(Box((ONE,), number="1")))
    assert checksums(notice(Box((ONE,)))) != checksums(notice(Box((ONE,), branch="001")))


@given(st.lists(st.sampled_from([ONE, swapped(ONE, amount=2), swapped(ONE, name="ﾍﾞﾂ")]), max_size=12), st.data())
def test_any_part_of_a_day_read_again_is_known(paid: list[Paid], data: st.DataObject) -> None:
    whole = checksums(notice(Box(paid)))
    part = paid[: data.draw(st.integers(0, len(paid)))]
    assert len(set(whole)) == len(paid)
    assert set(checksums(notice(Box(part)))) <= set(whole)
