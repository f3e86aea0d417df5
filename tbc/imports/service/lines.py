"""Lines that a sheet has too many or too few of: added, left out, taken in again (XLS-4)."""

from __future__ import annotations

from tbc.applications.record import LISTS
from tbc.imports.mapping import ADDED, REMOVED, is_line, removed, split
from tbc.imports.models import Workbook
from tbc.imports.service.answers import Answered, UnknownField, answered, content_now, open_record
from tbc.policy import Actor


class NoRoom(Exception):
    """An application has no more such lines; `most` is how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def add_line(actor: Actor, workbook: Workbook, position: int, part: str) -> tuple[Answered, str]:
    """Add an empty line to a list (`items`, `contact_persons`); gives its path such as `items[3]`.

    Raises:
        NotOpen, UnknownField, NoRoom
    """
    record, records = open_record(workbook, position)
    if part not in LISTS:
        raise UnknownField
    many, most = len(content_now(record)[part]), LISTS[part][1]
    if many - sum(path.startswith(f"{part}[") for path in removed(record.corrections)) >= most:
        raise NoRoom(most)
    line = f"{part}[{many}]"
    record.corrections = {**record.corrections, line: ADDED}
    return answered(actor, workbook, record, records, "workbook-line-added", field=line), line


def remove_line(actor: Actor, workbook: Workbook, position: int, line: str) -> Answered:
    """Leave a line out; what was read in it stays, and it can be taken in again.

    Raises:
        NotOpen, UnknownField
    """
    record, records = open_record(workbook, position)
    part, at, _name = _split(line)
    if at >= len(content_now(record)[part]) or line in removed(record.corrections):
        raise UnknownField
    record.corrections = {**record.corrections, line: REMOVED}
    return answered(actor, workbook, record, records, "workbook-line-removed", field=line)


def restore_line(actor: Actor, workbook: Workbook, position: int, line: str) -> Answered:
    """Take a line in again.

    Raises:
        NotOpen, UnknownField
    """
    record, records = open_record(workbook, position)
    if line not in removed(record.corrections):
        raise UnknownField
    part, at, _name = _split(line)
    kept = {path: value for path, value in record.corrections.items() if path != line}
    is_own = at >= len((record.application or {}).get(part) or ())
    record.corrections = kept | ({line: ADDED} if is_own else {})
    return answered(actor, workbook, record, records, "workbook-line-restored", field=line)


def _split(line: str) -> tuple[str, int, None]:
    try:
        if is_line(line):
            part, at, _name = split(line)
            return part, at or 0, None
    except ValueError:
        pass
    raise UnknownField
