"""What kind of file this is, judged by its contents and its directory alone, before anything is unpacked (XLS-6)."""

import lzma
import stat
import zipfile
import zlib
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Final

from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FLAG_ENCRYPTED: Final = 0x1

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError)


class Kind(Enum):
    """The three containers that are read; .xlsm is an xlsx whose macros are never looked at."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


def kind_of(path: Path) -> Kind:
    """The kind of workbook by its first bytes; the extension is not believed. WorkbookRefused if it is none."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise WorkbookRefused("unreadable_file")  # a pipe or device in a folder would never end
        with path.open("rb") as source:
            magic = source.read(8)
    except OSError as gone:
        raise WorkbookRefused("unreadable_file") from gone
    if status.st_size > limits.FILE_BYTES:
        raise WorkbookRefused("too_large")
    if magic.startswith(OLE_MAGIC):
        return Kind.XLS
    if magic.startswith(ZIP_MAGIC):
        return _kind_of_package(path)
    raise WorkbookRefused("unreadable_file")


def _kind_of_package(path: Path) -> Kind:
    with open_package(path) as package:
        names = {name.lower() for name in package.namelist()}
        if "xl/workbook.xml" in names:
            return Kind.XLSX
        if "content.xml" in names:
            return Kind.ODS
    raise WorkbookRefused("unreadable_file")


def open_package(source: Path | BytesIO) -> zipfile.ZipFile:
    """The ZIP with its directory checked: part sizes, doubled names, encryption. Close it after use."""
    try:
        package = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged
    try:
        _check_directory(package.infolist())
    except WorkbookRefused:
        package.close()
        raise
    return package


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.PACKAGE_PARTS or sum(part.file_size for part in parts) > limits.PACKAGE_BYTES:
        raise WorkbookRefused("too_large")
    if any(part.file_size > limits.PART_BYTES for part in parts):
        raise WorkbookRefused("too_large")
    if any(part.flag_bits & FLAG_ENCRYPTED for part in parts):
        raise WorkbookRefused("encrypted")
    # Two parts of one name are read differently by different programs: what we check must be what we read.
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise WorkbookRefused("unreadable_file")


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked and checked against its declared size and sum; a DTD or entity is refused, never expanded."""
    try:
        if package.getinfo(name).file_size > limits.XML_BYTES:
            raise WorkbookRefused("too_large")
        raw = package.read(name)
    except KeyError:
        return b""
    except (*_DAMAGE, OSError, EOFError, ValueError, RuntimeError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise WorkbookRefused("unreadable_file")
    return raw
