"""Folders of workbooks on disk: which files to read, what they are called in a batch, and reading them all (XLS-7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from legacy_excel.workbook.limits import FILE_BYTES
from tbc.imports.archives import KINDS, EntryRefused, is_left_out, plain_path
from tbc.imports.models import Batch, BatchFile
from tbc.imports.readers import Readers
from tbc.imports.service.settling import Line, Told
from tbc.kit.db import unit_of_work


def named_files(paths: Sequence[Path]) -> dict[str, Path]:
    """The files to read by their names in a batch: those named, whatever they are called, and workbooks in folders."""
    found: dict[str, Path] = {}
    seen: set[Path] = set()
    for path in paths:
        top = path.resolve()
        for file in _inside(path) if path.is_dir() else [path]:
            whole = file.resolve()
            name = plain_path(str(Path(top.name) / file.relative_to(path)) if path.is_dir() else path.name)
            if whole not in seen and name not in found:
                seen.add(whole)
                found[name] = file
    return found


def read_all(batch_id: UUID, files: Mapping[str, Path], workers: int | None, tell: Told) -> bool:
    """Read what waits in a batch, and `tell` of each file; False if it was cancelled on the desk."""

    def content_of(file: BatchFile) -> bytes:
        return _load(files[file.name])

    with Readers(workers) as readers:
        Line(batch_id, readers, content_of, tell).run()
    with unit_of_work() as session:
        return session.get_one(Batch, batch_id).state == "done"


def _inside(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).as_posix()
        if file.suffix.lower() in KINDS and not is_left_out(inside) and file.is_file():
            yield file


def _load(file: Path) -> bytes:
    try:
        if file.stat().st_size > FILE_BYTES:
            raise EntryRefused("too_large")
        return file.read_bytes()
    except OSError:
        raise EntryRefused("missing") from None
