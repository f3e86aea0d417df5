"""Reads an uploaded sheet into groups of rows, one group for each application; what they say is judged elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tbc.bulk_filing.columns import BY_PATH, KEY, MARK, PRODUCT_NAME, column_of, is_of_a_result
from tbc.bulk_filing.rules import LARGEST, MOST_APPLICATIONS, MOST_ROWS
from tbc.kit.search import fold
from tbc.kit.sheets import Sheet, SheetsRefused, address, neutral, read_sheets

# Bands and hints may stand above and below the headings.
_HEAD_WITHIN = 10
_NEEDED = ("kind", "end_user.corporate_name")


class SheetFaulty(Exception):
    """The file cannot be used as a whole; the message is one sentence that says what to do about it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something; `number` counts from 1 as a spreadsheet does."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class ReadSheet:
    """`titles` are the headings as they stand there, `places` the column of each path, counted from 0.

    `groups` holds the rows of one application each, in the order of the sheet.
    """

    titles: list[str]
    places: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    groups: list[list[SheetRow]] = field(default_factory=list)

    def text(self, row: SheetRow, path: str) -> str:
        """What stands in the row's column for `path`; empty where there is no such column."""
        place = self.places.get(path)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def address(self, row: int, path: str) -> str:
        """Where that stands, such as C12; empty without such a column."""
        place = self.places.get(path)
        return address(row - 1, place) if place is not None else ""


def read(data: bytes, file_name: str) -> ReadSheet:
    """The applications of a workbook (.xlsx, .xlsm, .xls, .ods) or a CSV file; no macro in it runs.

    Raises:
        SheetFaulty: see there.
    """
    if not data:
        raise SheetFaulty(_("ファイルが空です。ひな形に記入してください。"))
    try:
        sheets = read_sheets(data, file_name, MOST_ROWS + 20, LARGEST)
    except SheetsRefused as refused:
        raise SheetFaulty(refused.sentence) from None
    found = [(known, sheet, row) for sheet in sheets for known, row in [_head_of(sheet)] if known]
    if not found:
        raise SheetFaulty(_("見出しの行が見つかりません。ひな形の見出しをそのまま使ってください。"))
    _known, sheet, head = max(found, key=lambda one: one[0])
    read = _read_headings(sheet.rows[head])
    _read_rows(sheet, head, read)
    return read


def _head_of(sheet: Sheet) -> tuple[int, int]:
    """How many headings the likeliest row of headings has, and which row that is."""
    known = [sum(column_of(text) is not None for text in row) for row in sheet.rows[:_HEAD_WITHIN]]
    most = max(known, default=0)
    return most, known.index(most) if most else 0


def _read_headings(row: Sequence[str]) -> ReadSheet:
    read = ReadSheet(titles=[text.strip() for text in row])
    for place, text in enumerate(read.titles):
        column = column_of(text)
        if column is None:
            read.ignored += [text] if text and not is_of_a_result(text) else []
        elif column.path in read.places:
            raise SheetFaulty(_("「%(title)s」の列が2つあります。1つにしてください。", title=column.title))
        else:
            read.places[column.path] = place
    missing = [BY_PATH[path].title for path in _NEEDED if path not in read.places]
    if not {"items.product", PRODUCT_NAME} & set(read.places):
        missing.append(BY_PATH["items.product"].title)
    if missing:
        names = _("、").join(missing)
        raise SheetFaulty(_("見出しの列が足りません: %(names)s。ひな形の見出しをそのまま使ってください。", names=names))
    return read


def _read_rows(sheet: Sheet, head: int, read: ReadSheet) -> None:
    groups: dict[str, list[SheetRow]] = {}
    for number in range(head + 1, len(sheet.rows)):
        row = SheetRow(number + 1, [_plain(text) for text in sheet.rows[number]])
        first = next((text for text in row.cells if text), MARK)
        if not first.startswith(MARK):
            groups.setdefault(fold(read.text(row, KEY)) or f"row {row.number}", []).append(row)
    read.groups = list(groups.values())
    if not read.groups:
        raise SheetFaulty(_("申請の行がありません。見出しの下に記入してください。"))
    if len(read.groups) > MOST_APPLICATIONS:
        text = _("一度に申請できるのは%(most)s件までです。%(count)s件あります。ファイルを分けてください。",
                 most=f"{MOST_APPLICATIONS:,}", count=f"{len(read.groups):,}")  # fmt: skip
        raise SheetFaulty(text)


def _plain(text: str) -> str:
    """A cell's text without the mark that a result file puts before whatever looks like a formula."""
    bare = text.strip()
    rest = bare.removeprefix("'")
    return rest if rest != bare and neutral(rest) == bare else bare
