"""ZIPs of workbooks: what is in them by their directory alone, what is left out, and the content of one file (XLS-6).

The directory says how large each file is when unpacked, and reading stops there: what is refused by it was never
unpacked.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo, is_zipfile

from legacy_excel.workbook.limits import FILE_BYTES

KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
MOST_FILES = 10_000
# All files together when unpacked, and how much larger one may grow: workbooks are compressed already.
MOST_BYTES = 1024 * 1024 * 1024
MOST_GROWTH = 200
GROWN_FROM = 1024 * 1024
NAME_LENGTH = 400
_NESTED = frozenset({".zip", ".lzh", ".7z", ".rar"})
_LEFT_OUT = re.compile(r"(^|/)(__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


class ArchiveRefused(Exception):
    """The ZIP as a whole is not taken: `code` is `unreadable`, `empty`, `too_many` or `too_large`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EntryRefused(Exception):
    """One file of the ZIP cannot be unpacked: `code` is one of `BatchFile.reason`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its place in the directory, its name with folders, and why it is not read, if so."""

    index: int
    name: str
    refusal: str = ""


def is_archive(name: str, body: bytes) -> bool:
    """Whether a file is a ZIP of files, and not a workbook, which is a ZIP too."""
    if not name.lower().endswith(".zip"):
        return False
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            inside = set(archive.namelist())
    except (BadZipFile, LargeZipFile, OSError, ValueError):
        return True
    return not inside & {"[Content_Types].xml", "content.xml"}


def list_entries(body: bytes) -> list[Entry]:
    """The files of a ZIP in the order of its directory, without what systems and Excel leave behind.

    Raises:
        ArchiveRefused: it is no ZIP, has no file, or more of them than are taken.
    """
    if not is_zipfile(io.BytesIO(body)):
        raise ArchiveRefused("unreadable")
    with opened(body) as archive:
        infos = [(index, info) for index, info in enumerate(archive.infolist()) if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise ArchiveRefused("too_many")
    if sum(info.file_size for _index, info in infos) > MOST_BYTES:
        raise ArchiveRefused("too_large")
    entries = list(_entries(infos))
    if not entries:
        raise ArchiveRefused("empty")
    return entries


def opened(body: bytes) -> ZipFile:
    """The ZIP, for reading.

    Raises:
        ArchiveRefused: its directory cannot be read.
    """
    try:
        return ZipFile(io.BytesIO(body))
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError):
        raise ArchiveRefused("unreadable") from None


def content_of(archive: ZipFile, index: int) -> bytes:
    """The file at `index` of the directory, unpacked.

    Raises:
        EntryRefused: it is damaged, or packed in a way that is not known.
    """
    info = archive.infolist()[index]
    refusal = _refusal(_name(info), info)
    if refusal:
        raise EntryRefused(refusal)
    try:
        with archive.open(info) as file:
            return file.read(FILE_BYTES)
    except NotImplementedError:
        raise EntryRefused("method") from None
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise EntryRefused("damaged") from None


def plain_path(name: str) -> str:
    """A name with its folders, as one line without what turns the direction of writing; long ones lose their start."""
    parts = re.split(r"[\\/]+", unicodedata.normalize("NFC", name))
    kept = ("".join(c for c in part if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}) for part in parts)
    path = "/".join(part.strip() for part in kept if part.strip(" .") or part == "..")
    return path[-NAME_LENGTH:].lstrip("/") or "workbook"


def is_left_out(path: str) -> bool:
    """Whether a file is what a system or a running Excel leaves behind, which nobody means to send."""
    return _LEFT_OUT.search(path) is not None


def _entries(infos: list[tuple[int, ZipInfo]]) -> Iterator[Entry]:
    for index, info in infos:
        name = _name(info)
        if not is_left_out(name):
            yield Entry(index, plain_path(name), _refusal(name, info))


def _refusal(name: str, info: ZipInfo) -> str:
    kind = re.search(r"\.[^./]*$", name.lower())
    if kind is None or kind.group() not in KINDS:
        return "nested" if kind and kind.group() in _NESTED else "kind"
    if info.flag_bits & 0x1:
        return "locked"
    if info.file_size > FILE_BYTES:
        return "too_large"
    if info.file_size > GROWN_FROM and info.file_size > MOST_GROWTH * max(info.compress_size, 1):
        return "bomb"
    return ""


def _name(info: ZipInfo) -> str:
    """The name as its packer meant it: Windows writes cp932 and does not say so, macOS UTF-8 and does not say so."""
    if info.flag_bits & 0x800:
        return info.filename.replace("\\", "/")
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename.replace("\\", "/")
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename.replace("\\", "/")
