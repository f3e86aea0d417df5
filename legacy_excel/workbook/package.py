"""What kind of file this is, judged by its contents and its directory alone, before anything is unpacked (XLS-6)."""

import lzma
import stat
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Final

from legacy_excel.problems import WorkbookRefused
from legacy_excel.workbook import limits

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FLAG_ENCRYPTED: Final = 0x1
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError)


class Kind(Enum):
    """The three containers that are read; .xlsm is an xlsx whose macros are never looked at."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP held in memory, its directory checked: what is checked and what is read are the same bytes."""

    raw: bytes
    parts: zipfile.ZipFile
    # The parts' names in lower case, as some programs write them differently from where they point to them.
    names: dict[str, str]

    def read(self, name: str) -> bytes:
        """One part, unpacked and checked against its declared size and sum, empty if there is none.

        A DTD or entity is refused, never expanded.
        """
        return _read_part(self.parts, self.names.get(name.lower(), name))


def contents_of(path: Path) -> bytes:
    """The bytes of the file; WorkbookRefused if it is too large, or no file at all."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise WorkbookRefused("unreadable_file")  # a pipe or a device may never end
        if status.st_size > limits.FILE_BYTES:
            raise WorkbookRefused("too_large")
        return path.read_bytes()
    except OSError as gone:
        raise WorkbookRefused("unreadable_file") from gone


def kind_of(raw: bytes) -> tuple[Kind, Package | None]:
    """The kind of workbook by its bytes, with its package if it is one; the file's extension is not believed."""
    if raw.startswith(OLE_MAGIC):
        return Kind.XLS, None
    if raw.startswith(ZIP_MAGIC):
        package = open_package(raw)
        if "xl/workbook.xml" in package.names:
            return Kind.XLSX, package
        if "content.xml" in package.names:
            return Kind.ODS, package
    raise WorkbookRefused("unreadable_file")


def open_package(raw: bytes) -> Package:
    """The ZIP with its directory checked: part sizes, doubled names, encryption."""
    _check_length_of_directory(raw)
    try:
        opened = zipfile.ZipFile(BytesIO(raw))
    except (*_DAMAGE, OSError, ValueError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged
    parts = opened.infolist()
    _check_directory(parts)
    names = {part.filename.lower(): part.filename for part in parts}
    # Two parts of one name are read differently by different programs: what we check must be what we read.
    if len(names) != len(parts):
        raise WorkbookRefused("unreadable_file")
    return Package(raw, opened, names)


def _check_length_of_directory(raw: bytes) -> None:
    """Refuses a directory of a million parts before it is read; where it ends is told at the end of the file."""
    at = raw.rfind(b"PK\x05\x06")
    length = int.from_bytes(raw[at + 12 : at + 16], "little") if at >= 0 else 0
    if length == 0xFFFFFFFF:
        large = raw.rfind(b"PK\x06\x06")
        length = int.from_bytes(raw[large + 40 : large + 48], "little") if large >= 0 else 0
    if length > limits.DIRECTORY_BYTES:
        raise WorkbookRefused("too_large")


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.PACKAGE_PARTS or sum(part.file_size for part in parts) > limits.PACKAGE_BYTES:
        raise WorkbookRefused("too_large")
    if any(part.file_size > limits.PART_BYTES for part in parts):
        raise WorkbookRefused("too_large")
    if any(part.flag_bits & FLAG_ENCRYPTED for part in parts):
        raise WorkbookRefused("encrypted")


def _read_part(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        size = package.getinfo(name).file_size
        if size > limits.XML_BYTES:
            raise WorkbookRefused("too_large")
        with package.open(name) as part:
            # Without a number it would unpack all there is, whatever the directory says.
            raw = part.read(size + 1)
    except KeyError:
        return b""
    except (*_DAMAGE, OSError, EOFError, ValueError, RuntimeError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged
    if len(raw) > size or _has_doctype(raw):
        raise WorkbookRefused("unreadable_file")
    return raw


def _has_doctype(raw: bytes) -> bool:
    if raw.startswith(UTF_16):
        raw = raw.replace(b"\0", b"")
    return b"<!DOCTYPE" in raw or b"<!ENTITY" in raw
