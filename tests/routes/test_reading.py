"""Reading changes nothing: every page, as everybody, leaves every cell of every table as it was."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.routes.actors import Cast
from tests.routes.ledger import fingerprint
from tests.routes.table import ACTORS, ROWS
from tests.routes.things import address_of


@pytest.mark.parametrize("actor", ACTORS)
def test_no_page_writes_anything(app: Flask, cast: Cast, session: Session, actor: str) -> None:
    paths = [address_of(app, row, cast) for row in ROWS if row.method == "GET"]
    before = fingerprint(session)
    for path in paths:
        answer = cast.browsers[actor].get(path)
        answer.close()
        assert answer.status_code < 500
    assert fingerprint(session) == before
