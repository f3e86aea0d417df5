"""Whatever a company's people type stays text for everybody else of the company, and for staff."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc.kit.db import session as db_session
from tbc.organizations.models import Invitation, JoinRequest, Merge, Organization, RecoveryCase
from tests.organizations.given import an_end_user
from tests.products import a_product
from tests.routes.actors import Cast, the_cast
from tests.routes.organization_things import managed_filed
from tests.routes.table import ROWS
from tests.routes.things import THINGS, address_of
from tests.security.crawling import crawl
from tests.security.poison import POISON, SHORT, escaped_from, poisoned
from tests.security.test_poison import FIELDS, QUERIES

THEIRS = ("organizations", "company_accounts", "desk", "leaving")
GOING_ON = ("join-request", "invitation", "merge", "case", "ownerless", "domain", "end-user", "account-draft")
# What forms of the company's pages ask for, beside what the others do.
MORE = ("role", "right", "to", "contact_email", "joining", "domain", "account", "user_id", "objection", "word", "code",
        "application", "is_final", "scope", "corporate_name", "end_user-corporate_name", "end_user-email")  # fmt: skip


def _world(cast: Cast) -> list[str]:
    """Poison wherever somebody of the company may have put it; the addresses to begin at."""
    a_product("SGE-ADV")
    things = {name: THINGS[name](cast) for name in GOING_ON}
    filed = managed_filed(cast).id
    an_end_user(cast.account, **dict.fromkeys(poisoned()["end_user"], POISON))
    for name in ("owner", "manager", "member", "account_member"):
        person = cast.person(name)
        person.name = person.company = SHORT
    for organization in db_session.query(Organization):
        organization.name, organization.contact_email = POISON, f"{SHORT}@example.co.jp"
    cast.account.name = cast.account.name_kana = POISON
    db_session.query(JoinRequest).update({"reason": POISON, "decision_reason": POISON})
    db_session.query(RecoveryCase).update({"reason": POISON, "objection": POISON, "txt_value": POISON})
    db_session.query(Invitation).update({"email": f"{SHORT}@example.com"})
    db_session.commit()
    assert db_session.query(Merge).count()
    own, account = f"/organizations/{cast.organization_id}", f"/company-accounts/{cast.account_id}"
    others = [f"/organizations/{things['ownerless']['organization_id']}", f"/applications/{filed}"]
    return ["/organizations", own, f"{own}/members", "/company-accounts", account, "/account/close", "/desk", *others]


@pytest.mark.rule("ORG-7")
def test_on_no_page_does_it_become_markup(app: Flask, session: Session) -> None:
    cast = the_cast(app)
    addresses = _world(cast)
    for actor in ("owner", "manager", "account_member", "member", "operator", "administrator"):
        shown = 0
        for path, answer in crawl(cast.browsers[actor], addresses).items():
            assert answer.status_code < 500, (path, actor)
            if answer.mimetype in {"text/html", "text/plain"}:
                assert escaped_from(answer.text) == [], (path, actor)
                shown += "svg onload" in answer.text
        assert shown > 3, actor


@pytest.mark.parametrize("actor", ["owner", "manager", "administrator"])
def test_in_no_search_and_no_form_does_it_get_out(app: Flask, session: Session, actor: str) -> None:
    cast = the_cast(app)
    typed = dict.fromkeys((*FIELDS, *MORE), POISON)
    for row in ROWS:
        if row.endpoint.split(".")[0] not in THEIRS:
            continue
        browser, path = cast.browsers[actor], address_of(app, row, cast)
        if row.method == "GET":
            answer = browser.get(path, query_string=dict.fromkeys(QUERIES, POISON))
        else:
            answer = browser.open(path, method=row.method, data={"csrf_token": browser.token("/sign-out"), **typed})
        assert answer.status_code < 500, row
        if answer.mimetype == "text/html":
            assert escaped_from(answer.text) == [], row
        assert "Bcc" not in answer.headers
        answer.close()
