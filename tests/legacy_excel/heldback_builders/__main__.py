"""`python -m tests.legacy_excel.heldback_builders FOLDER`: write every workbook of the set and its oracle."""

import json
import sys
from pathlib import Path

from . import cases
from .book import CASES, Book
from .saving import save


def main(folder: Path, names: list[str]) -> None:
    """Write the named cases, or all, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    assert cases.MODULES, "the modules of layouts enter their cases when they are imported"
    for case in CASES:
        if names and case.name not in names:
            continue
        book = Book()
        case.build(book)
        save(book, folder / f"{case.name}{case.suffix}", case.saved_by)
        oracle = json.dumps(book.oracle(), ensure_ascii=False, indent=1)
        (folder / f"{case.name}.expected.json").write_text(oracle + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
