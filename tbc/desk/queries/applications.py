"""The filed applications of all customers."""

from __future__ import annotations

from tbc.applications.models import Application
from tbc.applications.queries import PAGE, Filter, Listed, history_of_everybody, page_of
from tbc.kit.places import Moment


def list_filed(
    wanted: Filter, source: str = "", *, after: Moment | None = None, before: Moment | None = None
) -> Listed:
    """One page of the filed applications of all customers, newest first; `source` is `web`, `excel` or empty."""
    query = history_of_everybody(wanted)
    if source:
        query = query.where(Application.source == source)
    return page_of(query, after, before, PAGE)
