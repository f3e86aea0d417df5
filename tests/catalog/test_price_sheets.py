"""Prices from a sheet: previewed, written all or nothing, wrong rows named."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.catalog.commands import import_catalog
from tbc.catalog.importing.prices import preview_prices
from tbc.catalog.queries import list_prices
from tbc.catalog.service.sheets import ChangedMeanwhile, SheetFaulty, import_prices
from tbc.kit.clock import today
from tbc.kit.sheets import write_xlsx
from tbc.policy import Actor
from tests.products import a_product

WHO = Actor(name="見本　管理")
HEAD = "製品コード,契約区分,申請区分,年数,数量（以上）,単価（税抜、円）,適用開始日,適用終了日"


def day(after: int) -> date:
    return today() + timedelta(days=after)


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def standing(code: str) -> list[tuple[int, int, date, date | None]]:
    found = list_prices([code])
    return [(price.quantity_from, price.unit_price, price.valid_from, price.valid_until) for price in found]


@pytest.mark.rule("CAT-3")
def test_a_sheet_adds_prices_and_says_so_of_each_product(session: Session) -> None:
    a_product("A-1")
    a_product("B-1")
    done = import_prices(
        sheet(
            f'A-1,一般,新規,1年,1,"1,000円",{day(-30)},',
            f"A-1,corporate,new,1,50,900,{day(-30)},",
            f"B-1,教育,renewal,3,,￥０,{day(0)},{day(5)}",
        ),
        "価格.csv",
        WHO,
    )
    assert len(done.added) == 3
    assert standing("A-1") == [(1, 1000, day(-30), None), (50, 900, day(-30), None)]
    assert standing("B-1") == [(1, 0, day(0), day(5))]
    events = session.scalars(select(AuditEvent).where(AuditEvent.act == "product-prices-changed")).all()
    assert {event.details["code"]: event.details["prices"] for event in events} == {"A-1": 2, "B-1": 1}


@pytest.mark.rule("CAT-3")
def test_a_later_row_ends_what_stands_and_the_preview_shows_it(session: Session) -> None:
    a_product("A-1")
    import_prices(sheet(f"A-1,一般,新規,1,1,1000,{day(-30)},"), "a.csv", WHO)
    rise = sheet(f"A-1,一般,新規,1,1,1100,{day(30)},")
    preview = preview_prices(rise, "a.csv")
    assert [change.differences for change in preview.changed] == [[("valid_until", "", f"{day(29):%Y/%m/%d}")]]
    assert standing("A-1") == [(1, 1000, day(-30), None)]
    import_prices(rise, "a.csv", WHO, preview.token)
    assert standing("A-1") == [(1, 1000, day(-30), day(29)), (1, 1100, day(30), None)]
    again = preview_prices(rise, "a.csv")
    assert (again.added, again.changed, again.unchanged) == ([], [], [2])


def test_a_price_that_has_not_begun_takes_another_amount(session: Session) -> None:
    a_product("A-1")
    import_prices(sheet(f"A-1,一般,新規,1,1,1000,{day(10)},"), "a.csv", WHO)
    import_prices(sheet(f"A-1,一般,新規,1,1,1200,{day(10)},"), "a.csv", WHO)
    assert standing("A-1") == [(1, 1200, day(10), None)]


@pytest.mark.rule("CAT-3")
@pytest.mark.parametrize(
    ("row", "column", "part"),
    [
        ("X-1,一般,新規,1,1,1000,{0},", "製品コード", "製品コード"),
        ("A-1,private,新規,1,1,1000,{0},", "契約区分", "corporate"),
        ("A-1,教育,新規,1,1,1000,{0},", "契約区分", "corporate"),
        ("A-1,一般,更新,1,1,1000,{0},", "申請区分", "new"),
        ("A-1,一般,新規,9,1,1000,{0},", "年数", "1 2 3"),
        ("A-1,一般,新規,１０,1,1000,{0},", "年数", "1から9"),
        ("A-1,一般,新規,1,0,1000,{0},", "数量（以上）", "整数"),
        ("A-1,一般,新規,1,1,99.5,{0},", "単価（税抜、円）", "1円単位"),
        ("A-1,一般,新規,1,1,-1,{0},", "単価（税抜、円）", "税抜"),
        ("A-1,一般,新規,1,1,,{0},", "単価（税抜、円）", "記入"),
        ("A-1,一般,新規,1,1,1000,2027/02/30,", "適用開始日", "日付"),
        ("A-1,一般,新規,1,1,1000,\u200b,", "適用開始日", "日付"),
        ("A-1,一般,新規,1,1,900,{before},", "単価（税抜、円）", "過ぎた日"),
        ("A-1,一般,新規,1,1,900,{past},", "適用終了日", "過ぎた日"),
        ("A-1,一般,新規,1,5,900,{0},\nA-1,一般,新規,1,5,900,{0},", "製品コード", "重複"),
        ("A-1,一般,新規,1,5,900,{0},{9}\nA-1,一般,新規,1,5,900,{9},", "適用開始日", "重なり"),
    ],
)
def test_one_wrong_row_stops_the_whole_sheet_and_is_named(session: Session, row: str, column: str, part: str) -> None:
    a_product("A-1", contract_classes=["corporate"], application_kinds=["new"])
    import_prices(sheet(f"A-1,一般,新規,1,1,1000,{day(-30)},"), "a.csv", WHO)
    days = {str(after): day(after) for after in range(10)}
    rows = row.format(*days.values(), before=day(-30), past=day(-5))
    with pytest.raises(SheetFaulty) as faulty:
        import_prices(sheet(f"A-1,一般,新規,2,1,1000,{day(0)},", *rows.split("\n")), "a.csv", WHO)
    (problem,) = faulty.value.problems
    assert problem.row >= 3
    assert (problem.column, part in problem.sentence) == (column, True), problem
    assert standing("A-1") == [(1, 1000, day(-30), None)]


def test_what_was_previewed_is_what_is_written_or_nothing(session: Session) -> None:
    a_product("A-1")
    seen = preview_prices(sheet(f"A-1,一般,新規,1,1,1000,{day(0)},"), "a.csv")
    import_prices(sheet(f"A-1,一般,新規,1,1,900,{day(5)},"), "b.csv", WHO)
    with pytest.raises(ChangedMeanwhile):
        import_prices(sheet(f"A-1,一般,新規,1,1,1000,{day(0)},"), "a.csv", WHO, seen.token)


@pytest.mark.parametrize(("data", "name"), [(b"", "a.csv"), (b"PK\x03\x04", "a.xlsx"), (b"\x00", "a.xls")])
def test_what_is_no_sheet_is_refused_in_one_sentence(session: Session, data: bytes, name: str) -> None:
    assert preview_prices(data, name).problems


def test_the_command_writes_prices_of_a_workbook_when_told(session: Session, tmp_path: Path) -> None:
    a_product("A-1")
    file = tmp_path / "prices.xlsx"
    file.write_bytes(write_xlsx(HEAD.split(","), [["A-1", "一般", "新規", 1, 1, 1000, day(0), None]]))
    shown = CliRunner().invoke(import_catalog, [str(file), "--prices"])
    assert (shown.exit_code, "1 added" in shown.output) == (0, True), shown.output
    assert standing("A-1") == []
    assert CliRunner().invoke(import_catalog, [str(file), "--prices", "--apply"]).exit_code == 0
    assert standing("A-1") == [(1, 1000, day(0), None)]
    file.write_bytes(write_xlsx(HEAD.split(","), [["X-1", "一般", "新規", 1, 1, 1000, day(0), None]]))
    told = CliRunner().invoke(import_catalog, [str(file), "--prices", "--apply"])
    assert (told.exit_code, "! row 2, 製品コード: " in told.output) == (1, True)
