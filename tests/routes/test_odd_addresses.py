"""Odd text in an address, on every page: some answer, never a stack trace."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit import db
from tests.routes.actors import Stage
from tests.routes.table import ROWS, Row
from tests.routes.things import shared_addresses
from tests.security.test_bad_input import ODD

QUERIES = ("q", "kind", "state", "since", "until", "after", "before", "to", "language", "next", "back", "looked-up")
# Characters, of what is searched for and of each other query: already the first are all that gunicorn lets through,
# some 4,000 when quoted. The whole of the longest text shows no more and takes minutes of quoting and unquoting.
LONGEST, SHORTER = 450, 40
Addresses = list[tuple[Row, str]]


@pytest.fixture(scope="module")
def addresses(app: Flask, stage: Stage) -> Addresses:
    """An address of every page, whose things are made once: reading a page changes none of them (see test_matrix)."""
    address_of = shared_addresses(app, stage.cast)
    made = [(row, address_of(row)) for row in ROWS if row.method == "GET" and row.endpoint != "static"]
    db.session.remove()
    return made


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_in_an_address_is_answered(stage: Stage, addresses: Addresses, odd: str) -> None:
    text = ODD[odd][:LONGEST].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    queries = dict.fromkeys(QUERIES, text[:SHORTER]) | {"q": text}
    with stage.scene() as cast:
        for row, path in addresses:
            actor = "filer" if row.statuses["filer"] == 200 else "operator"
            answer = cast.browsers[actor].get(path, query_string=queries)
            assert answer.status_code < 500, row
            answer.close()
