"""The front page: two doors for whoever comes, a start page for whoever has come in."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tbc.applications.queries import Filter, list_history
from tbc.applications.record import KINDS
from tbc.catalog.queries import Wanted, count_products, list_products
from tbc.kit.guard import actor, can, public
from tbc.kit.page import page

room = Blueprint("home", __name__)
SHOWN = 5
LATEST = 5


@room.get("/")
@public
def index() -> Response:
    """The doors and the product search; for signed-in people their start page with the same search."""
    words = request.args.get("q", "").strip()[:100]
    wanted = Wanted(q=words)
    who = actor()
    listed = list_history(who, Filter(), limit=LATEST) if can("application:list") else None
    return page(
        "home/index.html" if who.is_anonymous else "home/start.html",
        part="home/_found.html",
        latest=listed.rows if listed else [],
        accounts=listed.reach.accounts if listed and listed.reach else {},
        kinds={name: str(word) for name, word in KINDS.items()},
        words=words,
        products=list_products(wanted, limit=SHOWN) if words else [],
        count=count_products(wanted) if words else 0,
        count_of_all=count_products(Wanted()),
    )
