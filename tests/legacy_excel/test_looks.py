"""The looks of a sheet: number formats as shown, fills and edges as hints, nonsense ignored."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from legacy_excel import grid
from legacy_excel.looks.formats import BUILT_IN, as_shown
from legacy_excel.looks.sheet import Look, shade_of
from legacy_excel.looks.xls import looks_of_xls
from legacy_excel.looks.xlsx import looks_of_xlsx
from legacy_excel.workbook.ole import OleFile

pytestmark = pytest.mark.rule("XLS-4")
SAMPLES = Path(__file__).parent / "samples"
DAY = date(2025, 7, 5)
MOMENT = datetime.combine(DAY, time(9, 3, 4))
STYLES = b"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts>
<fonts><font><sz val="11"/></font><font><b/><sz val="16"/></font></fonts>
<fills><fill><patternFill/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.15"/></patternFill></fill></fills>
<borders><border/><border><left style="thin"/><bottom style="double"/></border></borders>
<cellXfs><xf/><xf fontId="1" fillId="1" borderId="1" numFmtId="164"><alignment horizontal="center"/></xf>
<xf fillId="2" numFmtId="14"/></cellXfs></styleSheet>"""
SHEET = b"""<worksheet><sheetViews><sheetView showGridLines="0"/></sheetViews><sheetFormatPr defaultRowHeight="18"/>
<cols><col min="1" max="2" width="2.37"/></cols><sheetData><row r="3" ht="30">%s</row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (DAY, 'yyyy"年"m"月"d"日"', "2025年7月5日"),
        (DAY, "[$-411]ggge年m月d日;@", "令和7年7月5日"),
        (DAY, "ge.m.d", "R7.7.5"),
        (DAY, "yyyy/mm/dd(aaa)", "2025/07/05(土)"),
        (date(2019, 4, 30), "ggge", "平成31"),
        (MOMENT, "yyyy/m/d h:mm", "2025/7/5 9:03"),
        (MOMENT, "mm:ss", "03:04"),
        (1500.0, '#,##0"本"', "1,500本"),
        (123, "00000000", "00000123"),
        (9800021, "000-0000", "980-0021"),
        (0.25, "0%", "25%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-3, "0_ ", "-3"),
        (5, "General", None),
        ("text", "0", None),
        (True, "0", None),
        (5, "@", None),
        (5, "", None),
        (5, "yyyy", None),
    ],
)
def test_a_value_is_shown_by_its_format(value: Any, code: str, shown: str | None) -> None:
    assert as_shown(value, code) == shown


@pytest.mark.parametrize("code", [*BUILT_IN.values(), "[", '"', "\\", "_", "#,", "0.", "g" * 50, ";;;", "[h]:mm"])
def test_no_format_fails(code: str) -> None:
    for value in (0, -1.5, 1e14, 1e300, date(1, 1, 1), MOMENT, "x", None):
        shown = as_shown(value, code)
        assert shown is None or isinstance(shown, str)


def test_looks_are_hints_for_the_eye() -> None:
    found = looks_of_xlsx(STYLES, SHEET % b'<c r="B3" s="1"/><c s="2" r="C3" t="s"><v>0</v></c><c r="D3" s="0"/>')
    assert found.looks == {
        (2, 1): Look(("bold", "large", "shade-3", "bottom", "start", "centred"), "yyyy/m/d"),
        (2, 2): Look(("shade-2",), "yyyy/m/d"),
    }
    assert (found.width(0), found.width(1), found.width(2)) == (22, 22, 64)
    assert (found.height(2), found.height(0)) == (40, 24)
    assert not found.has_lines


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="B3" s="99"/>',
        b'<c r="B3" s="x"/>',
        b'<c s="1"/>',
        b'<c r="??" s="1"/>',
        b'<row r="x" ht="9"/>',
        b"<c <c",
    ],
)
def test_nonsense_tells_nothing(cells: bytes) -> None:
    assert looks_of_xlsx(STYLES, SHEET % cells).looks == {}


@pytest.mark.parametrize(
    "styles", [b"", b"<", b"<!DOCTYPE x><styleSheet/>", b'<s><cellXfs><xf fontId="7"/></cellXfs></s>']
)
def test_styles_that_cannot_be_read_leave_cells_plain(styles: bytes) -> None:
    found = looks_of_xlsx(styles, SHEET % b'<c r="B3" s="1"/>')
    assert found.looks == {}
    assert found.height(2) == 40


@pytest.mark.parametrize("name", ["b1-01.xlsx", "a1-04.xls"])
def test_both_kinds_of_excel_tell_how_a_form_looks(name: str) -> None:
    sheet = grid(SAMPLES / "filled" / name)[0]
    looks = {cell.text: set(cell.look.split()) for cell in sheet.cells}
    assert {"bold", "shade-3"} <= looks["■ 契約者情報（エンドユーザー）"]
    assert {"shade-1", "top", "end", "bottom", "start", "centred"} <= looks["申 請 日※"]
    assert len(sheet.widths) == sheet.cols
    assert max(sheet.widths[1:40]) < 24


def test_records_cut_off_anywhere_tell_what_is_left() -> None:
    stream = OleFile((SAMPLES / "filled" / "b2-04.xls").read_bytes()).stream("Workbook")
    assert looks_of_xls(stream)["申請書"].looks
    for cut in range(1, 4000, 37):
        looks_of_xls(stream[:cut])
        looks_of_xls(stream[cut:])


@pytest.mark.parametrize(
    ("colour", "word"),
    [((1, 1, 1), ""), ((0.89, 0.94, 0.85), "shade-1"), ((0.85,) * 3, "shade-2"), ((0, 0, 0.5), "shade-3")],
)
def test_a_fill_becomes_one_of_three_shades(colour: tuple[float, float, float], word: str) -> None:
    assert shade_of(*colour) == word
