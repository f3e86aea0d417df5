"""Makes files of papers, by several writers, and the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.legacy_excel.unseen_builders import by_openpyxl, by_xlsxwriter, by_xlwt
from tests.legacy_excel.unseen_builders.paper import Paper

_MOMENT = b"2025-07-01T09:00:00Z"
_DATES = re.compile(rb"(<(?:dcterms:(?:created|modified)[^>]*|meta:creation-date|dc:date)>)[^<]*(</)")
_PLAIN_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_MAIN = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"

_WRITERS: dict[str, Callable[[Paper, Path], None]] = {
    "openpyxl": by_openpyxl.write,
    "xlsxwriter": by_xlsxwriter.write,
    "xlwt": by_xlwt.write,
}


def write(paper: Paper, path: Path, writer: str) -> bool:
    """Write a workbook; False where the writer (LibreOffice) is not on this machine and the file stays as it is."""
    if writer == "libreoffice":
        return _by_libreoffice(paper, path)
    _WRITERS[writer](paper, path)
    _steady(path)
    return True


def _by_libreoffice(paper: Paper, path: Path) -> bool:
    """Written by XlsxWriter and saved again by LibreOffice, as .xlsx, .ods or .xls by the name."""
    program = shutil.which("soffice")
    if program is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "in", path.stem + ".xlsx")
        first.parent.mkdir()
        by_xlsxwriter.write(paper, first)
        arguments = ["--headless", "--convert-to", path.suffix[1:], "--outdir", folder, str(first)]
        subprocess.run([program, *arguments], check=True, capture_output=True, timeout=180)
        shutil.copyfile(Path(folder, path.name), path)
    _steady(path)
    return True


def _steady(path: Path) -> None:
    """Take the moment of writing out of the file: same record, same bytes."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts:
            steady = zipfile.ZipInfo(entry.filename, datetime(1980, 1, 1).timetuple()[:6])  # noqa: DTZ001 -- ZIP has none
            steady.compress_type = entry.compress_type
            package.writestr(steady, _steady_part(path, entry.filename, data))


def _steady_part(path: Path, name: str, data: bytes) -> bytes:
    if name in {"docProps/core.xml", "meta.xml"}:
        return _DATES.sub(rb"\g<1>" + _MOMENT + rb"\g<2>", data)
    if name == "[Content_Types].xml" and path.suffix == ".xlsm":
        return data.replace(_PLAIN_MAIN, _MACRO_MAIN)
    return data
