"""Reading imports: staff see all of them, everybody else none."""

from tbc.imports.queries.listing import (
    PAGE,
    Listed,
    Wanted,
    count_waiting,
    count_workbooks,
    find_neighbours,
    list_all_ids,
    list_uploaders,
    list_workbooks,
)
from tbc.imports.queries.workbooks import (
    find_by_content,
    find_known,
    find_sheet,
    find_workbook,
    list_records,
    list_sheets,
    lock_workbook,
)

__all__ = [
    "PAGE",
    "Listed",
    "Wanted",
    "count_waiting",
    "count_workbooks",
    "find_by_content",
    "find_known",
    "find_neighbours",
    "find_sheet",
    "find_workbook",
    "list_all_ids",
    "list_records",
    "list_sheets",
    "list_uploaders",
    "list_workbooks",
    "lock_workbook",
]
