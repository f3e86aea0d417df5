"""The child process that opens one workbook and prints its visible sheets as JSON: it may die of the file, we do not.

Run by its path, so that nothing of the portal is imported: `python child.py WORKBOOK MOST_ROWS`. Exit 0, or 3 when
refused.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

MEMORY = 768 * 1024 * 1024  # of addresses, which shared libraries take too
SECONDS = 2


def main(path: str, most_rows: int) -> int:
    """Print the sheets of the workbook, or the code of the refusal; one row more than `most_rows` is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from legacy_excel.problems import WorkbookRefused
    from legacy_excel.workbook import limits, open_workbook

    limits.allow_rows(most_rows)
    try:
        book = open_workbook(Path(path))
        grids = [book.grid(index) for index, (_name, hidden) in enumerate(book.sheets) if not hidden]
    except WorkbookRefused as refused:
        _answer({"refused": refused.code})
        return 3
    except (MemoryError, RecursionError):
        _answer({"refused": "too_much"})
        return 3
    _answer({"sheets": [(grid.name, _rows(grid)) for grid in grids]})
    return 0


def _rows(grid: object) -> list[list[str]]:
    rows: list[list[str]] = []
    for block in grid.filled():  # type: ignore[attr-defined]  # the reader is imported only after the limits stand
        rows.extend([] for _ in range(block.row + 1 - len(rows)))
        row = rows[block.row]
        row.extend("" for _ in range(block.col + 1 - len(row)))
        row[block.col] = _text(block)
    return rows


def _text(block: object) -> str:
    text = str(block.text)  # type: ignore[attr-defined]  # a Block of the reader
    # A day in a cell comes with a midnight that nobody typed.
    return text.removesuffix("T00:00:00").strip()


def _answer(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
