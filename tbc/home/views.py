"""The front page: two doors for whoever comes, a start page for whoever has come in, a partner's working place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from tbc.applications.queries import Filter, Reach, list_history, reach_of
from tbc.applications.record import KINDS
from tbc.bulk_filing import words as bulk_words
from tbc.bulk_filing.queries import list_open, progress_of
from tbc.catalog.labels import UNITS
from tbc.catalog.queries import Wanted, count_products, list_products
from tbc.home import queries
from tbc.kit.clock import today
from tbc.kit.guard import actor, can, public
from tbc.kit.page import page
from tbc.kit.places import place
from tbc.licenses.queries.due import list_due
from tbc.licenses.words import STATES as LICENSE_STATES
from tbc.organizations.queries.paging import Beside

room = Blueprint("home", __name__)
SHOWN = 5
LATEST = 5
DUE = 5


@room.get("/")
@public
def index() -> Response:
    """The doors and the product search; for signed-in people their start page with the same search."""
    words = request.args.get("q", "").strip()[:100]
    wanted = Wanted(q=words)
    who = actor()
    reach = reach_of(who) if can("application:list") else None
    if reach and reach.accounts and who.mode == "partner" and not words:
        return _working_place(reach)
    listed = list_history(who, Filter(), limit=LATEST, reach=reach) if reach else None
    return page(
        "home/index.html" if who.is_anonymous else "home/start.html",
        part="home/_found.html",
        latest=listed.rows if listed else [],
        accounts=reach.accounts if reach else {},
        due=list_due(who, reach.accounts if reach else (), DUE) if can("license:list") and not words else None,
        units=UNITS,
        license_states=LICENSE_STATES,
        today=today(),
        kinds=_kinds(),
        words=words,
        products=list_products(wanted, limit=SHOWN) if words else [],
        count=count_products(wanted) if words else 0,
        count_of_all=count_products(Wanted()),
    )


def _working_place(reach: Reach) -> Response:
    """End users with what was filed for them last, drafts that wait, sheets that are being filed."""
    who, words = actor(), request.args.get("who", "").strip()[:100]
    listed = queries.list_end_users(reach.accounts, words, Beside(place("after"), place("before")))
    sheets = list_open(who)
    return page(
        "home/partner.html",
        part="home/_end_users.html",
        reach=reach,
        who=words,
        end_users=listed.rows,
        last=queries.last_applications(listed.rows),
        drafts=list_history(who, Filter(state="draft"), limit=LATEST, reach=reach).rows,
        accounts=reach.accounts,
        due=list_due(who, reach.accounts, DUE),
        units=UNITS,
        license_states=LICENSE_STATES,
        today=today(),
        sheets=sheets,
        progress=progress_of(sheets),
        bulk_words=bulk_words,
        kinds=_kinds(),
        previous=_beside("before", listed.earlier, words),
        next=_beside("after", listed.later, words),
        size=queries.PAGE,
    )


def _beside(name: str, where: UUID | None, words: str) -> str | None:
    query: dict[str, Any] = {name: where, "who": words or None}
    return url_for("home.index", **query, _anchor="end-users") if where else None


def _kinds() -> dict[str, str]:
    return {name: str(word) for name, word in KINDS.items()}
