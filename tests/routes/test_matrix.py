"""Every route and every kind of person: who gets in, who does not, and what they are told."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tbc.policy import TABLE, Permission, Role
from tests.routes.actors import Cast, Stage
from tests.routes.ledger import written
from tests.routes.organization_things import roles_towards
from tests.routes.table import ACTORS, ROWS, Row
from tests.routes.things import FIELDS, address_of

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# Links that were mailed to one person: who opens another's is told that it is not theirs.
FOR_ONE = {"invitation"}
# Whoever tries the tokens of certificates is counted, though they only ask: else they could try for ever.
COUNTED = {"deliveries.verify"}
# What each actor is everywhere, if not a customer.
EVERYWHERE = {
    "renewing": Role.RENEWAL_ONLY,
    "operator": Role.OPERATOR,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}


def test_every_route_stands_in_the_table(app: Flask) -> None:
    told = {(row.method, row.endpoint) for row in ROWS}
    known = {
        (method, rule.endpoint) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) & METHODS
    }
    assert known - told == set(), "routes without a row in tests/routes/table.py"
    assert told - known == set(), "rows of routes that are gone"


@pytest.mark.rule("APP-1")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_what_the_table_says(app: Flask, stage: Stage, row: Row) -> None:
    """And whoever reads, writes nothing."""
    got = {}
    with stage.scene() as cast:
        path = address_of(app, row, cast)
        before = _written(stage, row)
        for actor in ACTORS:
            with stage.scene():
                answer = _ask(cast, actor, row, path)
                got[actor] = answer.status_code
                answer.close()
                assert row.method != "GET" or _written(stage, row) == before, f"{actor} has read"
            if answer.status_code == 303 and actor == "anonymous" and _permission(app, row):
                assert answer.location == (f"/sign-in?next={path}" if row.method == "GET" else "/sign-in")
    assert got == row.statuses


def _written(stage: Stage, row: Row) -> dict[str, int]:
    rows = written(stage.connection)
    if row.endpoint in COUNTED:
        rows.pop("throttles", None)
    return rows


def _ask(cast: Cast, actor: str, row: Row, path: str) -> TestResponse:
    browser = cast.browsers[actor]
    if row.method == "GET":
        return browser.get(path)
    values = {"csrf_token": cast.tokens[actor], **FIELDS.get(row.endpoint, {})}
    return browser.open(path, method=row.method, data=values)


@pytest.mark.parametrize("actor", ACTORS)
def test_the_table_agrees_with_the_policy(app: Flask, actor: str) -> None:
    """Who lacks a permission never gets more than a refusal: no row can be written that opens a guarded route."""
    for row in ROWS:
        permission, status = _permission(app, row), row.statuses[actor]
        if permission is None:
            assert status != 403 or row.thing in FOR_ONE, f"{row}: public, yet {actor} is refused"
        elif actor == "anonymous":
            assert status == 303, f"{row}: nobody gets {permission}"
        elif TABLE[permission] & ({EVERYWHERE.get(actor, Role.CUSTOMER)} | roles_towards(row.thing, actor)):
            assert status != 403, f"{row}: {actor} has {permission}"
        else:
            assert status in {403, 404}, f"{row}: {actor} has no {permission}"


def _permission(app: Flask, row: Row) -> Permission | None:
    """The permission that the route's view asks for, None for everybody's."""
    guard = getattr(app.view_functions[row.endpoint], "__guard__", None)
    return guard if isinstance(guard, Permission) else None
