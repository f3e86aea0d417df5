"""Reading bulk filings: those that serve a view take the actor and see only what the actor may see."""

from tbc.bulk_filing.queries.entries import (
    PAGE,
    Entries,
    Result,
    count_outcomes,
    list_entries,
    list_filed,
    list_results,
    list_waiting,
)
from tbc.bulk_filing.queries.filings import (
    LISTED,
    Progress,
    find_filing,
    list_filings,
    list_open,
    lock_filing,
    progress_of,
)

__all__ = [
    "LISTED",
    "PAGE",
    "Entries",
    "Progress",
    "Result",
    "count_outcomes",
    "find_filing",
    "list_entries",
    "list_filed",
    "list_filings",
    "list_open",
    "list_results",
    "list_waiting",
    "lock_filing",
    "progress_of",
]
