"""What changes something: not without a token, not from another site, not by a method that was not meant for it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc.api.routes import ROUTES
from tests.routes.actors import Cast
from tests.routes.ledger import fingerprint
from tests.routes.table import ROWS, Row
from tests.routes.things import address_of, shared_addresses

# What other servers send: it is signed, or comes with a token, and no browser's cookies count for it
# (tests/partners/test_signing_out.py, tests/api/test_access.py, tests/renewals/test_unsubscribing.py).
BY_SERVERS = {"partners.back_channel_logout", "renewals.end_reminders", *(f"api.{route.name}" for route in ROUTES)}
UNSAFE = [row for row in ROWS if row.method != "GET" and row.endpoint not in BY_SERVERS]
SAFE = [row for row in ROWS if row.method == "GET"]


@pytest.mark.parametrize("row", UNSAFE, ids=str)
def test_nothing_is_done_without_the_browsers_own_token(app: Flask, cast: Cast, session: Session, row: Row) -> None:
    path = address_of(app, row, cast)
    stolen = cast.tokens["stranger"]
    for actor in ("filer", "owner", "administrator"):
        browser = cast.browsers[actor]
        own = cast.tokens[actor]
        before = fingerprint(session)
        # A token that is nearly right is wrong for everybody in the same way.
        nearly = (own[:-1], own.upper()) if actor == "filer" else ()
        for token in (None, "", stolen, *nearly):
            answer = browser.open(path, method=row.method, data={"csrf_token": token} if token is not None else None)
            assert answer.status_code == 400, (actor, token)
            assert "ページの有効期限が切れました" in answer.text
        other_site = {"Sec-Fetch-Site": "cross-site"}
        assert browser.open(path, method=row.method, data={"csrf_token": own}, headers=other_site).status_code == 403
        assert fingerprint(session) == before


def test_a_method_that_no_route_knows_is_refused(app: Flask, cast: Cast) -> None:
    filer, shared_address_of = cast.browsers["filer"], shared_addresses(app, cast)
    for row in (*SAFE[::5], *UNSAFE[::5]):
        path = shared_address_of(row)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "WHATEVER"):
            answer = filer.open(path, method=method, headers={"X-Probe": "do-not-echo"})
            assert answer.status_code in {400, 405}, (method, row)
            assert "do-not-echo" not in answer.text
            if answer.status_code == 405:
                assert "GET" in answer.headers["Allow"] or "POST" in answer.headers["Allow"]
            answer.close()


def test_head_is_get_without_a_body_and_options_names_the_methods(app: Flask, cast: Cast) -> None:
    filer, shared_address_of = cast.browsers["filer"], shared_addresses(app, cast)
    for row in SAFE:
        path = shared_address_of(row)
        head = filer.head(path)
        assert head.status_code == row.statuses["filer"], row
        assert head.data == b""
        head.close()
        options = filer.options(path)
        assert options.status_code == 200, row
        assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))
        assert options.data == b""
        options.close()
