"""The public list of products, the page of each, and the blank supplements."""

from __future__ import annotations

from flask import Blueprint, Response

from tbc.kit.guard import public
from tbc.kit.page import page

room = Blueprint("catalog", __name__)


@room.get("/products")
@public
def index() -> Response:
    """The products that can be applied for."""
    return page("catalog/index.html")
