"""What each main page costs: at most eight statements, however much there is to show."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.applications.given import a_draft, a_filed
from tests.routes.actors import Cast
from tests.routes.table import ROWS, Row
from tests.routes.things import address_of

MOST = 8
# Whoever sees the page in earnest: the filer, else those of the company, else staff where a customer has no part in it.
READERS = ("filer", "owner", "manager", "operator")
PAGES = [
    (row, next(actor for actor in READERS if row.statuses[actor] == 200))
    for row in ROWS
    if row.method == "GET" and 200 in {row.statuses[actor] for actor in READERS}
]


@pytest.mark.parametrize(("row", "actor"), PAGES, ids=str)
def test_a_page_takes_at_most_eight_statements(
    app: Flask, cast: Cast, statements: list[str], row: Row, actor: str
) -> None:
    for _ in range(3):
        a_draft(cast.filer)
        a_filed(cast.filer)
    path = address_of(app, row, cast)
    statements.clear()
    answer = cast.browsers[actor].get(path)
    answer.close()
    assert answer.status_code == 200
    assert len(statements) <= MOST, "\n".join(statements)
