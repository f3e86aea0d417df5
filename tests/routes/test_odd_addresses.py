"""Odd text in an address, on every page: some answer, never a stack trace."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit import db
from tests.routes.actors import Stage
from tests.routes.table import ROWS, Row
from tests.routes.things import address_of
from tests.security.test_bad_input import ODD

QUERIES = ("q", "kind", "state", "since", "until", "after", "before", "to", "language", "next", "back", "looked-up")
# Characters, in each query: together more than 50,000 bytes, where gunicorn lets some 4,000 through. The whole of the
# longest text, in millions of bytes, shows no more and takes minutes of quoting and unquoting.
LONGEST = 500
Addresses = list[tuple[Row, str]]


@pytest.fixture(scope="module")
def addresses(app: Flask, stage: Stage) -> Addresses:
    """An address of every page, whose things are made once: reading a page changes none of them (see test_matrix)."""
    made = [(row, address_of(app, row, stage.cast)) for row in ROWS if row.method == "GET" and row.endpoint != "static"]
    db.session.remove()
    return made


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_in_an_address_is_answered(stage: Stage, addresses: Addresses, odd: str) -> None:
    text = ODD[odd][:LONGEST].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    with stage.scene() as cast:
        for row, path in addresses:
            actor = "filer" if row.statuses["filer"] == 200 else "operator"
            answer = cast.browsers[actor].get(path, query_string=dict.fromkeys(QUERIES, text))
            assert answer.status_code < 500, row
            answer.close()
