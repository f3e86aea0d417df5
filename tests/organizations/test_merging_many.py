"""Merging an organization with a thousand applications: none is touched, all are found, and it costs as few would."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.kit import db
from tbc.kit.ids import new_id
from tbc.organizations.models import CompanyAccount
from tests.applications.given import a_filed
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_account
from tests.organizations.merges import Twins, merged, twins, undone
from tests.people import a_customer, sign_in

MANY = 1000


def filed(both: Twins, how_many: int, domain: str = DOMAIN) -> tuple[UUID, UUID]:
    """That many filed applications in company accounts of the source; a member's id and one account's."""
    colleague = a_customer(email=f"colleague@{domain}")
    a_member(both.source, colleague)
    account = an_account(both.source, colleague)
    first = a_filed(colleague, account=account)
    mapper = inspect(Application)
    columns = {column.key: getattr(first, column.key) for column in mapper.column_attrs}
    rows = [{**columns, "id": new_id(), "number": numbers.draw()} for _ in range(how_many - 1)]
    db.session.bulk_insert_mappings(mapper, rows)
    db.session.commit()
    return colleague.id, account.id


def versions() -> list[tuple[object, ...]]:
    """The physical version of each application's row: it changes with any update."""
    return [tuple(row) for row in db.session.execute(text("SELECT id, xmin, ctid FROM applications ORDER BY id"))]


@pytest.mark.rule("APP-9", "ORG-8")
def test_a_thousand_applications_stay_as_they_are(client: Client, session: Session, statements: list[str]) -> None:
    both = twins()
    colleague, account = filed(both, MANY)
    before = versions()
    assert len(before) == MANY
    sign_in(client, db.session.get_one(User, colleague))
    page = f"/applications/{before[MANY // 2][0]}"
    shown = client.get("/applications").get_data(as_text=True).count("/applications/0")
    assert shown > 0
    statements.clear()
    done = merged(both)
    cost = len(statements)
    assert versions() == before
    assert client.get(page).status_code == 200
    assert client.get("/applications").get_data(as_text=True).count("/applications/0") == shown
    undone(both.owner, done)
    assert versions() == before
    assert client.get(page).status_code == 200
    home = db.session.get_one(CompanyAccount, account, populate_existing=True)
    assert home.organization_id == both.source_id
    assert cost <= 40


@pytest.mark.rule("ORG-8")
def test_a_merge_costs_the_same_with_many_company_accounts(session: Session, statements: list[str]) -> None:
    costs = []
    for number, how_many in enumerate((1, 60)):
        both = twins(domain=f"sized{number}.example.com")
        for _ in range(how_many):
            an_account(both.source)
        statements.clear()
        merged(both)
        costs.append(len(statements))
    assert costs[0] == costs[1]
