"""How much of a workbook is read at most; beyond it the file is refused before any parser sees it (XLS-6)."""

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MIB
PACKAGE_PARTS: Final = 5_000
DIRECTORY_BYTES: Final = 2 * MIB
PART_BYTES: Final = 64 * MIB
# The parts that are parsed; the sheet of a form has a tenth of a megabyte.
XML_BYTES: Final = 24 * MIB
PACKAGE_BYTES: Final = 300 * MIB
SHEETS: Final = 200
# An application sheet has under a hundred rows and columns; what stands farther out is not part of a form.
ROWS = 2_000
COLUMNS: Final = 400
# The area of a sheet, most of it empty, and what may be filled of it: a full form has five hundred filled cells.
CELLS: Final = 2_000 * COLUMNS
FILLED_CELLS: Final = 250_000
MERGES: Final = 100_000


def allow_rows(rows: int) -> None:
    """Read sheets of so many rows, for lists that are longer than a form: said once, before any file is opened."""
    global ROWS
    ROWS = rows
