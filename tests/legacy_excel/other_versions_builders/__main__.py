"""`python -m tests.legacy_excel.other_versions_builders FOLDER`: build the whole set."""

import sys
from pathlib import Path

from . import broken, case, cases_grid, cases_more, cases_plain, cases_several, faulty


def main(folder: Path) -> None:
    """Write every workbook and its oracle."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for each in (*cases_grid.CASES, *cases_plain.CASES, *cases_several.CASES, *cases_more.CASES, *faulty.CASES):
        case.build(each, folder)
    broken.build(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
