"""The least of an OLE2 compound file that is needed: which streams there are, and one stream's bytes."""

import struct
from collections.abc import Iterator
from typing import Final

from legacy_excel.problems import WorkbookRefused

END: Final = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
ENTRY_BYTES: Final = 128


class OleFile:
    """A compound file held in memory; WorkbookRefused("unreadable_file") when its chains lead nowhere."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._open(raw)
        except (struct.error, IndexError, OverflowError) as damaged:
            raise WorkbookRefused("unreadable_file") from damaged

    def has(self, name: str) -> bool:
        """Whether the file has a stream of this name."""
        return name.lower() in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; none if there is no such stream."""
        if not self.has(name):
            return b""
        start, size = self._entries[name.lower()]
        try:
            if size >= self._cutoff:
                return self._chain(start)[:size]
            return self._mini_chain(start)[:size]
        except (struct.error, IndexError) as damaged:
            raise WorkbookRefused("unreadable_file") from damaged

    def with_zeros(self, name: str, offsets: list[int], length: int) -> bytes:
        """The whole file with stretches of a stream made zero; a stream may lie scattered over its sectors."""
        start, size = self._entries[name.lower()]
        if size < self._cutoff:
            return self._raw
        sectors = list(self._sectors(start))
        patched = bytearray(self._raw)
        for at in (place for offset in offsets for place in range(offset, min(offset + length, size))):
            patched[(sectors[at // self._sector] + 1) * self._sector + at % self._sector] = 0
        return bytes(patched)

    def _open(self, raw: bytes) -> None:
        self._raw = raw
        shift, mini_shift = struct.unpack_from("<HH", raw, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise WorkbookRefused("unreadable_file")
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", raw, 48)
        self._fat = self._table(self._fat_sectors())
        self._entries, root = self._directory(self._chain(directory))
        self._mini_fat = self._table_of(self._chain(mini_fat)) if mini_fat < END else []
        self._mini_raw = self._chain(root) if root < END else b""

    def _fat_sectors(self) -> list[int]:
        sectors = [s for s in struct.unpack_from("<109I", self._raw, 76) if s < END]
        following, count = struct.unpack_from("<II", self._raw, 68)
        per_sector = self._sector // 4
        for _ in range(min(count, len(self._raw) // self._sector)):
            if following >= END:
                break
            numbers = struct.unpack(f"<{per_sector}I", self._bytes(following))
            sectors += [s for s in numbers[:-1] if s < END]
            following = numbers[-1]
        return sectors

    def _table(self, sectors: list[int]) -> list[int]:
        return self._table_of(b"".join(self._bytes(sector) for sector in sectors))

    @staticmethod
    def _table_of(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    def _bytes(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._raw):
            raise IndexError(sector)
        return self._raw[start : start + self._sector].ljust(self._sector, b"\0")

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._bytes(each) for each in self._sectors(sector))

    def _sectors(self, sector: int) -> Iterator[int]:
        for _ in range(len(self._fat) + 1):
            if sector >= END:
                return
            yield sector
            sector = self._fat[sector]
        raise IndexError("a chain of sectors runs in a circle")

    def _mini_chain(self, sector: int) -> bytes:
        pieces = []
        while sector < END:
            pieces.append(self._mini_raw[sector * self._mini : (sector + 1) * self._mini])
            if len(pieces) > len(self._mini_fat):
                raise IndexError("a chain of small sectors runs in a circle")
            sector = self._mini_fat[sector]
        return b"".join(pieces)

    @staticmethod
    def _directory(raw: bytes) -> tuple[dict[str, tuple[int, int]], int]:
        entries: dict[str, tuple[int, int]] = {}
        root = END
        for at in range(0, len(raw) - ENTRY_BYTES + 1, ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            start, size = struct.unpack_from("<II", raw, at + 116)
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:
                root = start
            elif kind == 2:
                entries.setdefault(name.lower(), (start, size))
        return entries, root
