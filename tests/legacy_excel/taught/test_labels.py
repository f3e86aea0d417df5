"""Which printed texts a taught form goes by: beside its values or above them, and never somebody's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from legacy_excel import read
from legacy_excel.taught.building import Lesson, build
from legacy_excel.taught.proposing import propose
from legacy_excel.workbook import Grid
from tests.legacy_excel.oracles import FOLDER, records_of
from tests.legacy_excel.taught.dealer_sheet import TYPED, Order
from tests.legacy_excel.taught.teaching import grid_of, leaves, stretched, taught

# Labels above their values: (label, value of the first, value of the next), by row and column.
ABOVE = {
    (3, 1): ("起票の日", "2025/7/1", "2025/8/2"),
    (3, 3): ("区別", "官公庁", "一般"),
    (6, 1): ("組織の名", "例示精機株式会社", "試供食品株式会社"),
    (6, 3): ("当番の方", "見本　花子", "試供　太郎"),
    (6, 5): ("直通", "03-5555-0100", "011-555-0199"),
    (9, 1): ("電信", "hanako@seiki.example.co.jp", "taro@foods.example.jp"),
    (9, 3): ("在り処の番", "1000001", "0600001"),
    (9, 5): ("在り処", "東京都千代田区千代田1-1", "北海道札幌市中央区北一条西2-3"),
    (12, 1): ("手配主", "北斗例示商事株式会社", "北斗例示商事株式会社"),
    (12, 3): ("届け先の電信", "nohin@seiki.example.co.jp", "taro@foods.example.jp"),
    (12, 5): ("助け先の当番", "見本　花子", "試供　太郎"),
}
SLOTS = {
    "head.applied_on": "A4", "head.contract_class": "C4", "end_user.company_name": "A7", "end_user.contact_name": "C7",
    "end_user.phone": "E7", "end_user.email": "A10", "end_user.postal_code": "C10", "end_user.address": "E10",
    "reseller.company_name": "A13", "delivery.email": "C13", "support_contact.contact_name": "E13",
    "items.rows": "16:18", "items.product_name": "A", "items.quantity": "C", "items.term_years": "E",
}  # fmt: skip


def upright(path: Path, which: int) -> Path:
    """A sheet with its labels above; `which` is the first customer's or the next one's."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "立て組みの手配書"
    for (row, column), texts in ABOVE.items():
        sheet.cell(row, column, texts[0])
        sheet.cell(row + 1, column, texts[which])
    for column, text in ((1, "もの"), (3, "数"), (5, "ねん")):
        sheet.cell(15, column, text)
    for column, value in ((1, "製品甲"), (3, 10 * which), (5, "1年")):
        sheet.cell(16, column, value)
    book.save(path)
    return path


@pytest.mark.rule("XLS-2")
def test_labels_above_their_values_are_found_and_followed(tmp_path: Path) -> None:
    made, faults = build(Lesson("立て組み", "A-1", "Sheet", SLOTS), grid_of(upright(tmp_path / "one.xlsx", 1)))
    assert faults == []
    assert made.labels[made.spots["end_user.email"].label or ""] == "電信"
    assert made.labels[made.spots["delivery.email"].label or ""] == "届け先の電信"
    following = grid_of(upright(tmp_path / "next.xlsx", 2))
    for rows in ({}, {6: 1}, {5: 1, 11: 2}):
        record = _read(stretched(following, rows, {-1: 2}), made)
        assert record["end_user.corporate_name"] == "試供食品株式会社"
        assert record["end_user.prefecture"] == "北海道"
        assert record["delivery.email"] == "taro@foods.example.jp"
        assert record["items[0].quantity"] == 20
        assert record["contract_class"] == "corporate"


@pytest.mark.rule("XLS-2")
def test_somebodys_own_words_never_become_labels(tmp_path: Path) -> None:
    """What nobody assigned is a value all the same: another's sheet has other words there."""
    left_out = {"head.remarks", "reseller.contact_name", "end_user.contact_name", "end_user.company_kana"}
    made = taught(tmp_path, {slot: cells for slot, cells in TYPED.items() if slot not in left_out})
    words = {value for value in vars(Order()).values() if isinstance(value, str) and len(value) > 1}
    assert words & set(made.labels.values()) == set()


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize("name", ["a1-01.xlsx", "a1-05.xlsx"])
def test_what_the_vocabulary_knows_is_proposed_and_reads_the_same(tmp_path: Path, name: str) -> None:
    path = FOLDER / "filled" / name
    grid = grid_of(path)
    made, _faults = build(Lesson("提案", "A-1", grid.name, propose(grid, "A-1")), grid)
    expected = dict(leaves(records_of(path)[0]["application"]))
    [record] = read(path, [made])
    assert record.taught == "提案"
    found = dict(leaves(record.application))
    parts = ("corporate_name", "contact_name", "phone", "email", "postal_code", "prefecture", "street")
    for field in (f"end_user.{part}" for part in parts):
        assert found[field] == expected[field], field


def _read(grid: Grid, made: object) -> dict[str, object]:
    from legacy_excel.taught import TaughtForm, read_taught, recognise

    assert isinstance(made, TaughtForm)
    known = recognise(grid, made)
    assert known is not None
    record = read_taught(known)
    assert record is not None
    return dict(leaves(record.application))
