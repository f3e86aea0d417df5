"""The desk's queue of recoveries: what waits, what is late, requests that no owner answered, and the figures."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.desk.queries.recoveries import count_waiting, list_waiting
from tbc.kit import db
from tbc.kit.clock import now
from tbc.organizations.models import JoinRequest, Member, Organization, RecoveryCase
from tests.accounts.journeys import letters
from tests.client import Client
from tests.organizations.given import DOMAIN, an_organization
from tests.people import a_customer, an_administrator, an_auditor, an_operator, sign_in

DAY = timedelta(days=1)


def a_case(organization: Organization, kind: str = "owner-gone", **values: object) -> RecoveryCase:
    """An open case of a colleague; two weeks to object unless said otherwise."""
    asker = a_customer(email=f"{kind}{len(values)}{db.session.query(RecoveryCase).count()}@{DOMAIN}")
    given = {"object_until": now() + 14 * DAY, "reason": "管理者が退職しました"} | values
    case = RecoveryCase(organization_id=organization.id, user_id=asker.id, kind=kind, **given)
    db.session.add(case)
    db.session.commit()
    return case


def an_escalated(organization: Organization, **values: object) -> tuple[UUID, UUID]:
    """A request that lapsed and was handed to staff: its id and its person's."""
    asker = a_customer("申込　花子", email=f"asks@{DOMAIN}").id
    request = JoinRequest(
        organization_id=organization.id, user_id=asker, reason="営業部で使います", lapses_at=now(), decision="lapsed",
        decided_at=now(), **({"escalated_at": now()} | values),
    )  # fmt: skip
    db.session.add(request)
    db.session.commit()
    return request.id, asker


@pytest.mark.rule("ORG-9")
def test_what_is_late_comes_first_and_stands_out(client: Client, session: Session, statements: list[str]) -> None:
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}"))
    a_case(organization)
    late = a_case(organization, objected_at=now() - 4 * DAY, objection="在籍しています").id
    a_case(organization, object_until=now() - DAY, txt_seen_at=now())
    an_escalated(organization)
    a_case(organization, "ownerless", object_until=now() + 7 * DAY)
    waiting = list_waiting()
    assert waiting[0].id == late
    assert [one.is_late for one in waiting] == [True, False, False, False, False]
    assert [one.is_ours for one in waiting] == [True, True, True, False, False]
    assert count_waiting() == (3, 1)
    sign_in(client, an_auditor())
    statements.clear()
    html = client.get("/desk/recoveries").get_data(as_text=True)
    assert len(statements) <= 5
    for words, count in (("期限超過", 1), ("異議あり", 1), ("TXT確認済み", 1), ("決定待ち", 2)):
        assert html.count(words) == count, words
    front = client.get("/desk").get_data(as_text=True)
    assert "期限を過ぎたものが1件" in front


@pytest.mark.rule("ORG-3", "ORG-9")
@pytest.mark.parametrize(("decision", "is_in"), [("grant", True), ("refuse", False)])
def test_staff_answer_in_the_owners_place(client: Client, session: Session, decision: str, is_in: bool) -> None:
    organization = an_organization(a_customer(email=f"owner@{DOMAIN}")).id
    request, asker = an_escalated(db.session.get_one(Organization, organization))
    path = f"/desk/recoveries/requests/{request}"
    sign_in(client, an_administrator())
    assert "営業部で使います" in client.get(path).get_data(as_text=True)
    assert client.submit(path, {"decision": decision}).status_code == 422
    assert client.submit(path, {"decision": decision, "reason": "在籍を確認しました"}).status_code == 303
    assert (db.session.get(Member, (organization, asker)) is not None) == is_in
    told = "organization-approved" if is_in else "organization-refused"
    assert [letter.to for letter in letters(kind=told)] == [f"asks@{DOMAIN}"]
    assert [letter.to for letter in letters(kind="organization-decided-by-staff")] == [f"owner@{DOMAIN}"]
    again = client.submit("/reset-password", {"decision": "grant", "reason": "x"}, to=path)
    assert again.status_code == 303
    assert "すでに終わっています" in client.get(path).get_data(as_text=True)


@pytest.mark.rule("ORG-9")
def test_who_is_no_colleague_any_more_is_only_refused(client: Client, session: Session) -> None:
    request, asker = an_escalated(an_organization(a_customer(email=f"owner@{DOMAIN}")))
    db.session.get_one(type(a_customer()), asker).email = "asks@elsewhere.example.com"
    db.session.commit()
    sign_in(client, an_administrator())
    answer = client.submit(f"/desk/recoveries/requests/{request}", {"decision": "grant", "reason": "x"})
    assert answer.status_code == 422
    assert "もうこの組織のドメインの方ではありません" in answer.get_data(as_text=True)


@pytest.mark.rule("ORG-9", "AUD-1")
def test_operators_and_auditors_read_and_decide_nothing(client: Client, session: Session) -> None:
    case = a_case(an_organization(a_customer(email=f"owner@{DOMAIN}")), objected_at=now()).id
    for who in (an_operator(), an_auditor()):
        sign_in(client, db.session.merge(who))
        html = client.get(f"/desk/recoveries/{case}").get_data(as_text=True)
        assert "決定できるのは、システム管理者だけです" in html
        post = {"csrf_token": client.token("/reset-password"), "decision": "grant", "reason": "x"}
        assert client.post(f"/desk/recoveries/{case}", data=post).status_code == 403
    assert db.session.query(AuditEvent).filter_by(act="recovery-granted").count() == 0


def test_an_empty_queue_says_what_comes_here(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert "決定を待っているものはありません" in client.get("/desk/recoveries").get_data(as_text=True)
