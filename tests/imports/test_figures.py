"""Statistics and exports of what the list finds: right, bounded, and no formula in any cell."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.imports.queries.statistics import Period
from tbc.imports.service import outcome
from tbc.imports.views.statistics import MOST_DAYS
from tbc.kit import db
from tbc.kit.charts import Column, round_step, stacked
from tbc.kit.clock import today
from tests.client import Client
from tests.imports.given import PATH, TO, applications, settled, taken_in
from tests.people import acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

STATISTICS = f"{PATH}/statistics"
NAMES = ("filled/a1-07.xlsx", "filled/b1-05.xlsx", "bad/bad-two-classes.xlsx", "bad/bad-encrypted.xlsx")


def some_workbooks() -> None:
    """Two that came clean, of which one is filed, one with a problem and one that cannot be read."""
    the_catalogue()
    who = an_operator()
    outcome.file(acting(who), settled(who, NAMES[0]), TO, validity=None)
    db.session.commit()
    for name in NAMES[1:]:
        taken_in(who, name)


@pytest.mark.rule("XLS-3")
def test_the_figures_are_those_of_the_days_asked_for(client: Client, session: Session, statements: list[str]) -> None:
    some_workbooks()
    sign_in(client, an_auditor())
    statements.clear()
    html = client.get(STATISTICS).get_data(as_text=True)
    assert len(statements) <= 8
    assert "2件（50.0%）" in html  # clean
    assert "1件（25.0%）" in html  # with problems, and not read
    assert "複数のチェック" in html
    assert "1 / 2件" in html  # of form A-1, one is filed
    assert f'href="{PATH}?code=ambiguous_choice' in html
    before = f"{today() - timedelta(days=40):%Y/%m/%d}"
    empty = client.get(STATISTICS, query_string={"since": before, "until": before}).get_data(as_text=True)
    assert "この期間に受信したファイルはありません" in empty


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ({"since": "2026/02/03", "until": "2026/01/01"}, date(2026, 1, 1), date(2026, 2, 3)),
        ({"since": "nonsense", "until": "令和8年4月30日"}, date(2026, 4, 1), date(2026, 4, 30)),
        (
            {"since": "1990/01/01", "until": "2026/01/01"},
            date(2026, 1, 1) - timedelta(days=MOST_DAYS),
            date(2026, 1, 1),
        ),
    ],
)
def test_whatever_days_are_asked_for_there_is_a_period(
    client: Client, session: Session, asked: dict[str, str], since: date, until: date
) -> None:
    sign_in(client, an_auditor())
    html = client.get(STATISTICS, query_string=asked).get_data(as_text=True)
    assert f'value="{since:%Y/%m/%d}"' in html
    assert f'value="{until:%Y/%m/%d}"' in html


def test_long_periods_are_told_by_weeks_and_months() -> None:
    month = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert (month.unit, len(month.steps())) == ("day", 31)
    weeks = Period(date(2026, 1, 1), date(2026, 3, 31))
    assert (weeks.unit, weeks.steps()[0], len(weeks.steps())) == ("week", date(2025, 12, 29), 14)
    year = Period(date(2025, 12, 31), date(2026, 12, 1))
    assert (year.unit, year.steps()[0], year.steps()[-1], len(year.steps())) == (
        "month",
        date(2025, 12, 1),
        date(2026, 12, 1),
        13,
    )


def test_bars_stand_on_one_another_and_stay_inside() -> None:
    drawn = stacked([Column("11/1", (3, 4, 5)), Column("11/2", (0, 0, 0)), Column("11/3", (10, 0, 1))])
    assert {block.series for block in drawn.blocks} == {"draw-a", "draw-b", "draw-c"}
    assert len(drawn.blocks) == 5
    lower, middle, upper = drawn.blocks[:3]
    assert lower.y == pytest.approx(middle.y + middle.height, abs=0.2)
    assert middle.y == pytest.approx(upper.y + upper.height, abs=0.2)
    for block in drawn.blocks:
        assert 0 <= block.y < block.y + block.height <= drawn.height
        assert 0 <= block.x < block.x + block.width <= drawn.width
    assert [word.text for word in drawn.words][:4] == ["0", "5", "10", "15"]
    assert stacked([]).blocks == []
    assert [round_step(highest) for highest in (0, 5, 6, 24, 51, 99, 5000)] == [1, 1, 2, 5, 20, 20, 1000]


@pytest.mark.rule("XLS-3")
def test_the_export_has_a_row_per_record_with_its_number(client: Client, session: Session) -> None:
    some_workbooks()
    taken_in(an_operator(), "filled/multi-01.xlsx")
    number = applications()[0].number or ""
    sign_in(client, an_auditor())
    answer = client.get(f"{PATH}/export.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    answer.close()
    files = [row["ファイル"] for row in rows]
    assert files[-4:] == ["bad-encrypted.xlsx", "bad-two-classes.xlsx", "b1-05.xlsx", "a1-07.xlsx"]
    assert files.count("multi-01.xlsx") == len(rows) - 4 > 1
    assert rows[-1]["受付番号"].replace(" ", "") == number
    assert rows[-1]["状態"] == "申請済み"
    assert "複数のチェック" in rows[-3]["読み取ったときの問題"]
    assert "contract_class" in rows[-3]["読み取ったときの問題"]


@pytest.mark.rule("XLS-3")
def test_the_export_follows_the_filters_and_holds_no_formula(client: Client, session: Session) -> None:
    some_workbooks()
    session.execute(text("ALTER TABLE workbooks DISABLE TRIGGER workbooks_body_never_changes"))
    session.execute(text("UPDATE workbooks SET file_name = '=1+1.xlsx' WHERE file_name = 'b1-05.xlsx'"))
    session.execute(text("ALTER TABLE workbooks ENABLE TRIGGER workbooks_body_never_changes"))
    db.session.commit()
    sign_in(client, an_auditor())
    answer = client.get(f"{PATH}/export.xlsx", query_string={"form": "B-1"})
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    answer.close()
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(cells) == 2
    assert cells[1][0] == "'=1+1.xlsx"
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
