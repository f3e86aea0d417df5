"""Files as other programs leave them: xlwt, LibreOffice, shared formulas."""

import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import xlwt

from .canvas import Book, Formula
from .writers import openpyxl_book, xlsxwriter_book


def xlwt_book(book: Book, path: Path) -> None:
    """Save as BIFF8 with xlwt; formulas are stored as their results."""
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.dates_1904 = int(book.date1904)
    styles: dict[str, xlwt.XFStyle] = {}
    for sheet in book.sheets:
        target = workbook.add_sheet(sheet.name)
        boxes = {(r, c): (h, w) for r, c, h, w in sheet.merges}
        for (r, c), cell in sorted(sheet.cells.items()):
            value = cell.value.result if isinstance(cell.value, Formula) else cell.value
            fmt = cell.fmt or ("yyyy/m/d" if isinstance(value, datetime) else "General")
            if (style := styles.get(fmt)) is None:
                style = styles[fmt] = xlwt.easyxf(num_format_str=fmt)
            h, w = boxes.get((r, c), (1, 1))
            if h > 1 or w > 1:
                target.write_merge(r, r + h - 1, c, c + w - 1, value, style)
            elif value is not None:
                target.write(r, c, value, style)
        for row in sheet.hidden_rows:
            target.row(row).hidden = True
        target.visibility = int(sheet.hidden)
    workbook.save(str(path))


def office_book(book: Book, path: Path) -> None:
    """Save as .xls, .ods or .xlsx by way of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in", path.with_suffix(".xlsx").name)
        source.parent.mkdir()
        openpyxl_book(book, source)
        kind = path.suffix[1:]
        arguments = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        shutil.move(Path(folder, path.name), path)


def shared_book(book: Book, path: Path) -> None:
    """Save with XlsxWriter and make each column of `=cell above` formulas one shared formula."""
    xlsxwriter_book(book, path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in [each for each in parts if each.startswith("xl/worksheets/sheet")]:
        parts[name] = _shared(parts[name].decode()).encode()
    _zip(path, parts)


def _shared(xml: str) -> str:
    found = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([A-Z]+\d+)</f>', xml)
    if not found:
        return xml
    first, last = found[0][0], found[-1][0]
    for index, (cell, formula) in enumerate(found):
        body = f'<f t="shared" ref="{first}:{last}" si="0">{formula}</f>' if index == 0 else '<f t="shared" si="0"/>'
        xml = re.sub(rf'(<c r="{cell}"[^>]*>)<f>{formula}</f>', rf"\g<1>{body}", xml)
    return xml


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
