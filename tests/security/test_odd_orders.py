"""Input that no browser sends, in every form and search of the rooms of orders: an answer, never a stack trace."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from tests.routes.actors import Cast, Stage
from tests.routes.conftest import stage  # noqa: F401  # a fixture
from tests.routes.table import Row
from tests.routes.things import address_of
from tests.security.test_bad_input import ODD
from tests.security.test_poison import FIELDS, QUERIES
from tests.security.test_poisoned_orders import MORE, _rows

TEXTS = [ODD[odd] for odd in ("controls", "not a character", "long", "line breaks", "digits", "minus")]
# No server takes an address of more than a few thousand characters, and a form beyond every form is refused at once.
LONGEST = {"GET": 60, "POST": 1000}
BODIES = [b"", b"\x00\xff", b"PK\x03\x04 and no more", b'a,b\r\n"open', "番号\r\n１".encode("cp932")]
LET_IN = {200, 303, 422}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("actor", ["anonymous", "administrator"])
def test_odd_text_is_answered(app: Flask, stage: Stage, method: str, actor: str) -> None:  # noqa: F811  # the fixture
    """A stranger has the delivery site and its requests; for an administrator all else is open."""
    for row in _rows(app, method):
        if row.statuses[actor] in LET_IN and (actor == "administrator") == (row.statuses["anonymous"] == 303):
            with stage.scene() as cast:
                path = address_of(app, row, cast)
                for text in TEXTS:
                    _send(cast, actor, row, path, dict.fromkeys((*FIELDS, *MORE, *QUERIES), text[: LONGEST[method]]))


def test_an_odd_file_is_answered(app: Flask, stage: Stage) -> None:  # noqa: F811  # the fixture
    for row in _rows(app, "POST"):
        if row.statuses["administrator"] == 422:
            with stage.scene() as cast:
                path = address_of(app, row, cast)
                for body in BODIES:
                    for name in ("a.xlsx", "../../b.csv", "\u202exslx.exe"):
                        files = {field: (io.BytesIO(body), name) for field in ("file", "sheet", "upload", "body")}
                        _send(cast, "administrator", row, path, {**files, "kind": "products"})


def _send(cast: Cast, actor: str, row: Row, path: str, values: dict[str, Any]) -> None:
    browser = cast.browsers[actor]
    if row.method == "GET":
        answer = browser.get(path, query_string=values)
    else:
        answer = browser.post(path, data={**values, "csrf_token": cast.tokens[actor]})
    assert answer.status_code < 500, f"{row} as {actor}: {str(values)[:200]!r}"
    answer.close()
