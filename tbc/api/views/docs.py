"""The API's description: for machines as OpenAPI 3.1, for people as a page."""

from __future__ import annotations

from importlib import import_module

from flask import Response, make_response

from tbc.api.views.room import room
from tbc.kit.guard import public
from tbc.kit.page import page


@room.get("/openapi.json")
@public
def openapi() -> Response:
    """The document that is made from the operations themselves."""
    response = make_response(import_module("tbc.api.openapi").document())
    response.content_type = "application/json"
    response.vary.add("Accept-Language")
    return response


@room.get("/docs")
@public
def docs() -> Response:
    """How to call it: tokens, keys, limits, every operation with an example, every code."""
    return page("api/docs.html", **import_module("tbc.api.guide").contents())
