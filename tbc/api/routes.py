"""The addresses of the API. What answers them comes with the first call: most workers' pages go without it."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from flask import Blueprint, Response

from tbc.kit.guard import scoped


class Route(NamedTuple):
    """One operation: `name` is its function in `tbc.api.operations`, `scope` what the token must be good for."""

    name: str
    method: str
    path: str
    scope: str


ROUTES = (
    Route("look_up_number", "GET", "/reception-numbers/<number>", "numbers:read"),
    Route("list_applications", "GET", "/applications", "applications:read"),
    Route("enter_order", "POST", "/orders", "orders:write"),
    Route("get_order", "GET", "/orders/<number>", "orders:read"),
    Route("ship_order", "POST", "/orders/<number>/deliveries", "deliveries:write"),
    Route("cancel_order", "POST", "/orders/<number>/cancellation", "orders:write"),
)


def add_routes(room: Blueprint) -> None:
    """Give the blueprint a view for each route."""
    for route in ROUTES:
        room.add_url_rule(route.path, route.name, _view(route), methods=[route.method])


def _view(route: Route) -> Any:
    @scoped(route.scope)
    def view(**path: str) -> Response:
        answered: Response = import_module("tbc.api.answering").answer(route.name, path)
        return answered

    return view
