"""Reading applications: those that serve a view take the actor and see only what the actor may see."""

from tbc.applications.queries.colleagues import find_colleague, list_readers
from tbc.applications.queries.finding import (
    find_application,
    find_filed,
    find_newer,
    find_supplement,
    list_supplements,
    lock_application,
    seen_among,
)
from tbc.applications.queries.history import (
    COLUMNS,
    PAGE,
    Filter,
    Listed,
    history_of_everybody,
    list_all_history,
    list_history,
    page_of,
)
from tbc.applications.queries.reach import QUICK, SHOWN, Reach, reach_of

__all__ = [
    "COLUMNS",
    "PAGE",
    "QUICK",
    "SHOWN",
    "Filter",
    "Listed",
    "Reach",
    "find_application",
    "find_colleague",
    "find_filed",
    "find_newer",
    "find_supplement",
    "history_of_everybody",
    "list_all_history",
    "list_history",
    "list_readers",
    "list_supplements",
    "lock_application",
    "page_of",
    "reach_of",
    "seen_among",
]
