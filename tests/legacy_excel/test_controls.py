"""Check boxes that float over a sheet are read as those that are written into its cells."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from legacy_excel import read
from legacy_excel.workbook import open_workbook
from legacy_excel.workbook.controls import Box, boxes_in
from tests.legacy_excel.oracles import FOLDER, records_of
from tests.legacy_excel.packages import part_of, repacked

NAMES = ["a1-01.xlsx", "a1-05.xlsx", "a2-02.xlsx", "b1-02.xlsx", "b2-01.xlsx", "b3-02.xlsx", "user-01.xlsx"]
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
MARKED = re.compile(r"([☑□☐✓])\s*([^☑□☐✓]*)")


def shape(row: int, col: int, offset: int, caption: str, *, is_ticked: bool) -> str:
    """A check box as Excel writes it into the old drawing."""
    checked = "<x:Checked>1</x:Checked>" if is_ticked else ""
    anchor = f"{col}, {offset}, {row}, 2, {col + 3}, 10, {row + 1}, 1"
    return (
        '<v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox style="mso-direction-alt:auto">'
        f'<div style=\'text-align:left\'><font face="Meiryo UI" size="160">{caption}</font><br></div></v:textbox>'
        f'<x:ClientData ObjectType="Checkbox"><x:Anchor>\n {anchor}</x:Anchor>'
        f"{checked}<x:NoThreeD/></x:ClientData></v:shape>"
    )


def with_floating_boxes(folder: Path, name: str) -> Path:
    """The sample with its marked cells emptied and check boxes put over them, the captions theirs."""
    book = openpyxl.load_workbook(FOLDER / "filled" / name)
    sheet = book.worksheets[0]
    shapes = []
    for line in sheet.iter_rows():
        for cell in line:
            if getattr(cell, "comment", None):
                cell.comment = None
            boxes = MARKED.findall(cell.value) if isinstance(cell.value, str) and "■" not in cell.value else []
            for place, (mark, caption) in enumerate(boxes):
                said = caption.strip().replace("&", "&amp;")
                shapes.append(
                    shape((cell.row or 1) - 1, (cell.column or 1) - 1, 5 + 60 * place, said, is_ticked=mark in "☑✓")
                )
            if boxes:
                cell.value = None
    assert shapes
    plain = folder / f"plain-{name}"
    book.save(plain)
    drawing = f'<xml xmlns:v="urn:schemas-microsoft-com:vml">{"".join(shapes)}</xml>'
    schemas = "http://schemas.openxmlformats.org"
    link = f'<Relationships xmlns="{schemas}/package/2006/relationships"><Relationship Id="rIdV" '
    link += (
        f'Type="{schemas}/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/old.vml"/></Relationships>'
    )
    body = part_of(plain, SHEET).decode().replace("</worksheet>", '<legacyDrawing r:id="rIdV"/></worksheet>')
    parts: dict[str, bytes | str] = {SHEET: body, RELATIONS: link, "xl/drawings/old.vml": drawing}
    return repacked(folder / name, parts, plain)


@pytest.mark.rule("XLS-3")
@pytest.mark.parametrize("name", NAMES)
def test_a_form_with_floating_boxes_reads_as_the_one_with_written_ones(name: str, tmp_path: Path) -> None:
    path = with_floating_boxes(tmp_path, name)
    [wanted, *_] = records_of(FOLDER / "filled" / name)
    [record, *_] = read(path)

    assert record.application == wanted["application"]
    assert record.problems == read(FOLDER / "filled" / name)[0].problems


@pytest.mark.rule("XLS-3")
def test_a_box_belongs_to_the_row_that_has_more_of_it_and_to_the_whole_merged_area(tmp_path: Path) -> None:
    hanging = shape(4, 1, 0, "", is_ticked=True).replace(", 4, 2,", ", 4, 15,").replace(", 5, 1<", ", 5, 12<")
    assert boxes_in(hanging.encode()) == [Box(5, 1, 0, "", is_ticked=True)]
    path = with_floating_boxes(tmp_path, "a1-05.xlsx")
    texts = {block.address: block.text for block in open_workbook(path).grid(0).filled()}

    assert texts["AD7"] == "□ 一般企業\u3000□ 官公庁・自治体\u3000☑ 教育機関"
    assert texts["B21"].startswith("☑ ご契約者に同じ（")


@pytest.mark.rule("XLS-3")
def test_boxes_in_cells_are_their_marks(tmp_path: Path) -> None:
    body = part_of(FOLDER / "filled" / "b3-02.xlsx", SHEET).decode()
    cells = '<row r="300"><c r="A300" t="b"><v>1</v></c><c r="B300" t="b"><v>0</v></c></row></sheetData>'
    parts: dict[str, bytes | str] = {SHEET: body.replace("</sheetData>", cells, 1)}
    plain = repacked(tmp_path / "plain.xlsx", parts, FOLDER / "filled" / "b3-02.xlsx")
    boxed = repacked(tmp_path / "boxed.xlsx", {"xl/featurePropertyBag/featurePropertyBag.xml": "<x/>"}, plain)

    for path, wanted in ((plain, ["TRUE", "FALSE"]), (boxed, ["☑", "□"])):
        texts = {block.address: block.text for block in open_workbook(path).grid(0).filled()}
        assert [texts["A300"], texts["B300"]] == wanted


@pytest.mark.rule("XLS-6")
def test_a_drawing_without_end_is_searched_in_no_time() -> None:
    assert boxes_in(b'<v:shape ObjectType="Checkbox">' * 20_000) == []
