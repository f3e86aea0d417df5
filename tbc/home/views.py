"""The front page: two doors for whoever comes, a start page for whoever has come in."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tbc.catalog.queries import Wanted, count_products, list_products
from tbc.kit.guard import actor, public
from tbc.kit.page import page

room = Blueprint("home", __name__)
SHOWN = 5


@room.get("/")
@public
def index() -> Response:
    """The doors and the product search; for signed-in people their start page with the same search."""
    words = request.args.get("q", "").strip()[:100]
    wanted = Wanted(q=words)
    return page(
        "home/index.html" if actor().is_anonymous else "home/start.html",
        part="home/_found.html",
        words=words,
        products=list_products(wanted, limit=SHOWN) if words else [],
        count=count_products(wanted) if words else 0,
        count_of_all=count_products(Wanted()),
    )
