"""Every route and every kind of person: who gets in, who does not, and what they are told."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc.policy import TABLE, Permission, Role
from tests.routes.actors import the_cast
from tests.routes.table import ACTORS, ROWS, Row
from tests.routes.things import A_FORM, FIELDS, address_of

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def test_every_route_stands_in_the_table(app: Flask) -> None:
    told = {(row.method, row.endpoint) for row in ROWS}
    known = {
        (method, rule.endpoint) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) & METHODS
    }
    assert known - told == set(), "routes without a row in tests/routes/table.py"
    assert told - known == set(), "rows of routes that are gone"


@pytest.mark.rule("APP-1")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_what_the_table_says(app: Flask, session: Session, row: Row) -> None:
    cast = the_cast(app)
    got = {}
    for actor in ACTORS:
        browser = cast.browsers[actor]
        path = address_of(app, row, cast)
        if row.method == "GET":
            answer = browser.get(path)
        else:
            values = {"csrf_token": browser.token(A_FORM), **FIELDS.get(row.endpoint, {})}
            answer = browser.open(path, method=row.method, data=values)
        got[actor] = answer.status_code
        answer.close()
        if answer.status_code == 303 and actor == "anonymous" and _permission(app, row):
            assert answer.location == (f"/sign-in?next={path}" if row.method == "GET" else "/sign-in")
    assert got == row.statuses


def test_the_table_agrees_with_the_policy(app: Flask) -> None:
    """Who lacks a permission never gets more than a refusal: no row can be written that opens a guarded route."""
    others = {"filer": "customer", "stranger": "customer", "renewing": "renewal-only"}
    role_of = {name: Role(others.get(name, name)) for name in ACTORS}
    for row in ROWS:
        permission = _permission(app, row)
        for actor, status in row.statuses.items():
            if permission is None:
                assert status != 403, f"{row}: public, yet {actor} is refused"
                continue
            roles = {role_of[actor]} | ({Role.FILER} if actor == "filer" else set())
            if not TABLE[permission] & roles:
                expected = {303} if actor == "anonymous" else {403, 404}
                assert status in expected, f"{row}: {actor} has no {permission}"


def _permission(app: Flask, row: Row) -> Permission | None:
    """The permission that the route's view asks for, None for everybody's."""
    guard = getattr(app.view_functions[row.endpoint], "__guard__", None)
    return guard if isinstance(guard, Permission) else None
