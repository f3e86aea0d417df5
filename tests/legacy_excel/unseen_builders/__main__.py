"""Writes all workbooks and their oracles: `python -m tests.legacy_excel.unseen_builders [NAME…]`."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.legacy_excel import unseen_builders
from tests.legacy_excel.unseen_builders.facts import Case
from tests.legacy_excel.unseen_builders.writers import write

FOLDER = Path(__file__).parents[1] / "unseen"


def cases() -> Iterator[Case]:
    """All cases, module by module."""
    for module in pkgutil.iter_modules(unseen_builders.__path__):
        if module.name.startswith("layouts_"):
            shelf = importlib.import_module(f"{unseen_builders.__name__}.{module.name}").SHELF
            yield from (make() for make in shelf.makers)


def main(names: list[str]) -> None:
    """Write the named workbooks, or all."""
    FOLDER.mkdir(exist_ok=True)
    for case in cases():
        path = FOLDER / case.name
        if names and path.stem not in names:
            continue
        if not write(case.paper, path, case.writer):
            print(f"{path.name}: LibreOffice is not here, the file stays as it is", file=sys.stderr)
        text = json.dumps(case.oracle, ensure_ascii=False, indent=1)
        path.with_suffix(".expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
