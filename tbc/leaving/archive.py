"""A ZIP that is sent while it is written: no file of it is ever whole in memory twice, and nothing stands on a disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from tbc.kit.clock import TOKYO

TYPE = "application/zip"


def stream(files: Iterable[tuple[str, bytes]], at: datetime) -> Iterator[bytes]:
    """The ZIP of `files` (name, content) piece by piece; each file is dated `at`, in Tokyo's time as ZIPs keep it."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, at.astimezone(TOKYO).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            yield sink.drain()
    yield sink.drain()


class _Sink:
    """Takes what `zipfile` writes; it cannot be sought in, so each entry's sizes follow it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes, /) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def close(self) -> None:
        """What was written is still to be drained."""

    def drain(self) -> bytes:
        """What was written since the last time."""
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole
