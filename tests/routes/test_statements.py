"""What each main page costs: at most eight statements, however much there is to show."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit import db
from tests.applications.given import a_draft, a_filed
from tests.routes.actors import Cast, Stage
from tests.routes.crowd import gather
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
# Each of them sees another part of the crowd. An export is no page: it reads all there is, in chunks.
ROOMS = ("home", "leaving", "organizations", "company_accounts", "applications", "desk")
OF_A_COMPANY = [
    (row, actor)
    for row in ROWS
    for actor in READERS
    if row.method == "GET" and row.statuses[actor] == 200
    if row.endpoint.split(".")[0] in ROOMS and row.endpoint != "applications.export"
]


@pytest.fixture(scope="module")
def three(stage: Stage) -> None:
    """Three drafts of the filer, and as many filed, for all pages."""
    for _ in range(3):
        a_draft(stage.cast.filer)
        a_filed(stage.cast.filer)
    db.session.remove()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("row", "actor"), PAGES, ids=str)
def test_a_page_takes_at_most_eight_statements(
    app: Flask, cast: Cast, statements: list[str], row: Row, actor: str
) -> None:
    path = address_of(app, row, cast)
    statements.clear()
    answer = cast.browsers[actor].get(path)
    answer.close()
    assert answer.status_code == 200
    assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.rule("ORG-6")
def test_a_crowd_costs_no_further_statement(app: Flask, stage: Stage, statements: list[str]) -> None:
    """300 members, 200 company accounts, 500 applications and as many events."""
    few = [_count(app, stage, statements, row, actor) for row, actor in OF_A_COMPANY]
    with stage.scene() as cast:
        gather(cast)
        many = [_count(app, stage, statements, row, actor) for row, actor in OF_A_COMPANY]
    dearer = zip(OF_A_COMPANY, few, many, strict=True)
    assert [f"{actor} {row}: {before} → {after}" for (row, actor), before, after in dearer if before != after] == []


def _count(app: Flask, stage: Stage, statements: list[str], row: Row, actor: str) -> int:
    with stage.scene() as cast:
        path = address_of(app, row, cast)
        statements.clear()
        answer = cast.browsers[actor].get(path)
        answer.close()
        return len(statements)
