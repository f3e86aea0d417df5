"""Folders of workbooks on disk: which files to read, what they are called in a batch, and reading them all (XLS-7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from legacy_excel.workbook.limits import FILE_BYTES
from tbc.imports.archives import KINDS, is_left_out, plain_path
from tbc.imports.queries.batches import list_waiting_files
from tbc.imports.readers import Readers
from tbc.imports.service.batches import finish
from tbc.imports.service.settling import AT_ONCE, Settled, begin_reading, lock_open, refuse, settle
from tbc.kit.db import unit_of_work

Told = Callable[[str, Settled], None]


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
    with Readers(workers) as readers:
        while True:
            with unit_of_work():
                batch = lock_open(batch_id)
                if batch is None:
                    return False
                waiting = [(file.position, file.name) for file in list_waiting_files(batch_id, AT_ONCE)]
                if not waiting:
                    finish(batch)
                    return True
            bodies = [_load(files[name]) for _position, name in waiting]
            for (position, name), body, reading in zip(waiting, bodies, begin_reading(bodies, readers), strict=True):
                if body is None:
                    tell(name, refuse(batch_id, position, _why_not(files[name])))
                    continue
                settled = settle(batch_id, position, body, reading)
                if settled is None:
                    return False
                tell(name, settled)


def _inside(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).as_posix()
        if file.suffix.lower() in KINDS and not is_left_out(inside) and file.is_file():
            yield file


def _load(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= FILE_BYTES else None
    except OSError:
        return None


def _why_not(file: Path) -> str:
    try:
        return "too_large" if file.stat().st_size > FILE_BYTES else "missing"
    except OSError:
        return "missing"
