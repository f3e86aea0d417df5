"""How a sheet is drawn: in proportion, texts running on, values marked as a whole, whatever stands in the cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from legacy_excel import grid
from tbc.imports.kept import KeptCell, KeptSheet, kept_of, kept_sheet
from tbc.imports.marking import Cell, Mark
from tbc.imports.reading import look_into
from tbc.imports.sheet import Drawn, draw
from tests.imports.given import SAMPLES, sample

pytestmark = pytest.mark.rule("XLS-4")


def drawn(*cells: KeptCell, marks: dict[str, Mark] | None = None, lit: str = "", every: bool = False) -> Drawn:
    return draw(KeptSheet(cells), marks or {}, lit, every=every)


def at(table: Drawn, address: str) -> Cell:
    return next(cell for _row, _pixels, line in table.lines for cell in line if cell.address == address)


def run_of(table: Drawn, address: str) -> str:
    return "".join(cell.text for _row, _pixels, line in table.lines for cell in line if cell.of == address)


def row(*texts: str) -> list[KeptCell]:
    return [KeptCell(0, column, 1, 1, text) for column, text in enumerate(texts)]


def test_columns_and_rows_keep_their_proportion() -> None:
    table = draw(KeptSheet(row("a", "b"), widths=[100, 300], heights=[40]), {})
    shares = [float(share.rstrip("%")) for _letter, share, _is_shown in table.columns]
    assert shares[1] == pytest.approx(3 * shares[0], rel=0.01)
    assert sum(shares) + float(table.axis_share.rstrip("%")) == pytest.approx(100, abs=0.1)
    assert [pixels for _row, pixels, _line in table.lines] == [40]


def test_a_merged_area_is_one_cell_over_rows_and_columns() -> None:
    table = drawn(KeptCell(0, 0, 2, 2, "x"), KeptCell(1, 2, 1, 1, "y"))
    assert (at(table, "A1").rows, at(table, "A1").columns) == (2, 2)
    assert [[cell.address for cell in line] for _row, _pixels, line in table.lines] == [["A1", ""], ["C2"]]


def test_a_long_text_runs_on_over_blank_cells_and_stops_at_the_next() -> None:
    table = drawn(KeptCell(0, 0, 1, 1, "とても長い表題です"), KeptCell(0, 3, 1, 1, "次"), KeptCell(1, 9, 1, 1, "z"))
    assert at(table, "A1").columns == 3
    assert at(table, "D1").columns == 1


def test_with_every_cell_blanks_have_addresses() -> None:
    table = drawn(KeptCell(0, 2, 1, 1, "x"), every=True)
    assert [cell.address for cell in table.lines[0][2]] == ["A1", "B1", "C1"]


@pytest.mark.parametrize(
    ("texts", "address", "raw", "run"),
    [
        (["〒", "9", "8", "0", "-", "0", "0", "2", "1", "様"], "B1", "9800021", "980-0021"),
        (["西暦", "2025", "年", "07", "月", "5", "日"], "B1", "西暦2025年7月5日", "西暦2025年07月5日"),
        (["06", "-", "5555", "-", "9283", "E-mail"], "A1", "6-5555-9283", "06-5555-9283"),
        (["8", "9", "2", "8"], "A1", "", "8928"),
        (["見本", "商事"], "A1", "見本", "見本"),
        (["-", "-"], "A1", "", "-"),
    ],
)
def test_a_value_of_several_cells_is_one_run(texts: list[str], address: str, raw: str, run: str) -> None:
    table = drawn(*row(*texts), marks={address: Mark("path", raw)}, lit=address)
    assert run_of(table, address) == run
    assert at(table, address).is_first


def test_an_empty_cell_with_a_problem_can_be_chosen() -> None:
    table = drawn(KeptCell(0, 5, 2, 1, "x"), marks={"B2": Mark("end_user.email", level="problem")}, lit="B2")
    cell = at(table, "B2")
    assert (cell.level, cell.path, cell.is_lit, cell.is_first) == ("problem", "end_user.email", True, True)
    assert table.axis == ("B", 2)


@pytest.mark.parametrize("lit", ["", "A0", "ZZZZ1", "A1:B2", "<b>", "A" * 99])
def test_what_is_no_address_lights_nothing(lit: str) -> None:
    table = drawn(*row("a"), lit=lit)
    assert not any(cell.is_lit for _row, _pixels, line in table.lines for cell in line)


def test_a_sheet_is_kept_with_its_looks_and_hidden_ones_are_marked() -> None:
    look = look_into(sample("filled/b1-01.xlsx"))
    sheets = {sheet.name: kept_sheet(sheet.cells) for sheet in look.sheets}
    assert {name: sheet.is_hidden for name, sheet in sheets.items()} == {
        "B-1": False, "記入例": False, "注意事項": False, "リスト": True,
    }  # fmt: skip
    form = sheets["B-1"]
    bar = next(cell for cell in form.cells if cell.text.startswith("■ 契約者情報"))
    assert {"bold", "shade-3"} <= set(form.look_of(bar).split())
    assert form.width(0) < form.width(200)
    assert not form.has_lines
    assert kept_sheet(form.to_json()) == form


def test_a_bare_list_of_cells_can_still_be_drawn() -> None:
    kept = kept_sheet([[0, 0, 1, 1, "x"]])
    assert draw(kept, {}).lines[0][2][0].text == "x"
    assert (kept.width(3), kept.height(3)) == (64, 20)


@pytest.mark.parametrize("name", ["filled/a1-04.xls", "filled/b2-05.ods", "filled/b3-02.xlsx"])
def test_every_kind_of_file_is_drawn(name: str) -> None:
    for view in grid(Path(SAMPLES) / name):
        table = draw(kept_of(view), {})
        widths = {sum(cell.columns for cell in line) for _row, _pixels, line in table.lines}
        assert max(widths) == len(table.columns)
