"""What the database itself refuses of organizations, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.organizations.models import Domain, DomainProof, Invitation, JoinRequest, Member, Organization
from tests.organizations.given import DOMAIN, a_member
from tests.people import a_customer


@pytest.fixture
def owner(session: Session) -> User:
    return a_customer(email=f"owner@{DOMAIN}")


def broken_by(session: Session, act: Callable[[], object]) -> str:
    """The constraint that `act` breaks, at the latest when its transaction would commit; empty if none."""
    try:
        with session.begin_nested():
            act()
            session.flush()
            session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    except IntegrityError as error:
        return str(error.orig.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's
    return ""


def refused(session: Session, row: object, constraint: str) -> None:
    """Adding `row` breaks `constraint` and no other."""
    assert broken_by(session, lambda: session.add(row)) == constraint


def set_to(session: Session, row: Any, constraint: str, **values: Any) -> None:
    """Changing `row` breaks `constraint`."""
    assert broken_by(session, lambda: [setattr(row, name, value) for name, value in values.items()]) == constraint


@pytest.mark.rule("ORG-1")
def test_one_organization_per_domain_and_source(session: Session, organization: Organization) -> None:
    refused(
        session,
        Domain(organization_id=organization.id, domain=DOMAIN, source="direct"),
        "uq_organization_domains_domain",
    )
    session.add(Domain(organization_id=organization.id, domain=DOMAIN, source="partner"))
    session.flush()


@pytest.mark.rule("ORG-1")
@pytest.mark.parametrize("domain", ["Example.or.jp", "例え.jp", "exаmple.jp", "a b.jp", ""])
def test_domains_are_a_labels_in_lower_case(session: Session, organization: Organization, domain: str) -> None:
    row = Domain(organization_id=organization.id, domain=domain, source="direct")
    refused(session, row, "ck_organization_domains_domain_is_plain")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"source": "other"}, "ck_organizations_source_known"),
        ({"joining": "always"}, "ck_organizations_joining_known"),
        ({"deleted_at": now()}, "ck_organizations_deleted_are_purged"),
        ({"purged_at": now()}, "ck_organizations_purged_were_deleted"),
    ],
)
def test_organizations_are_in_a_known_state(
    session: Session, organization: Organization, values: dict[str, Any], constraint: str
) -> None:
    set_to(session, organization, constraint, **values)


@pytest.mark.rule("ORG-8")
def test_none_is_merged_into_itself(session: Session, organization: Organization) -> None:
    set_to(session, organization, "ck_organizations_not_merged_into_itself", merged_into_id=organization.id)


@pytest.mark.rule("ORG-3")
def test_guests_own_nothing(session: Session, organization: Organization) -> None:
    guest = a_member(organization, a_customer(email="taro@example.or.jp"), standing="guest")
    set_to(session, guest, "ck_organization_members_guests_own_nothing", is_owner=True)
    set_to(session, guest, "ck_organization_members_standing_known", standing="stranger")


def test_a_person_is_in_it_once(session: Session, organization: Organization, owner: User) -> None:
    session.expunge_all()
    refused(session, Member(organization_id=organization.id, user_id=owner.id), "pk_organization_members")


@pytest.mark.rule("ORG-2")
@pytest.mark.parametrize(
    "statement", ["UPDATE organization_members SET is_owner = false", "DELETE FROM organization_members"]
)
def test_an_organization_keeps_an_owner(session: Session, organization: Organization, statement: str) -> None:
    assert broken_by(session, lambda: session.execute(text(statement))) == "organizations_keep_an_owner"


@pytest.mark.rule("ORG-2")
def test_a_new_organization_has_an_owner(session: Session) -> None:
    refused(session, Organization(name="主なし", contact_email="a@example.co.jp"), "organizations_keep_an_owner")


@pytest.mark.rule("ORG-2")
def test_an_owner_gives_way_to_another_within_one_transaction(
    session: Session, organization: Organization, owner: User
) -> None:
    successor = a_member(organization, a_customer(email=f"next@{DOMAIN}"))
    session.delete(session.get_one(Member, (organization.id, owner.id)))
    session.flush()
    successor.is_owner = True
    session.flush()
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def a_request(organization: Organization, person: User, **values: Any) -> JoinRequest:
    given = {"organization_id": organization.id, "user_id": person.id, "reason": "理由", "lapses_at": now()}
    return JoinRequest(**(given | values))


@pytest.mark.rule("ORG-3")
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "leave"}, "ck_join_requests_kind_known"),
        ({"decision": "maybe", "decided_at": now()}, "ck_join_requests_decision_known"),
        ({"decision": "approved"}, "ck_join_requests_decided_have_a_time"),
        ({"reason": "長" * 1001}, "ck_join_requests_reason_not_too_long"),
    ],
)
def test_requests_are_in_a_known_state(
    session: Session, organization: Organization, owner: User, values: dict[str, Any], constraint: str
) -> None:
    refused(session, a_request(organization, owner, **values), constraint)


@pytest.mark.rule("ORG-3")
def test_one_open_request_per_person_and_kind(session: Session, organization: Organization, owner: User) -> None:
    session.add(a_request(organization, owner, decision="lapsed", decided_at=now()))
    session.add(a_request(organization, owner))
    session.flush()
    refused(session, a_request(organization, owner), "uq_join_requests_open")


def an_invitation(organization: Organization, owner: User, **values: Any) -> Invitation:
    given = {
        "organization_id": organization.id, "email": "taro@example.or.jp", "token_hash": b"1",
        "invited_by_id": owner.id, "expires_at": now(),
    }  # fmt: skip
    return Invitation(**(given | values))


@pytest.mark.rule("ORG-3")
def test_one_open_invitation_per_address(session: Session, organization: Organization, owner: User) -> None:
    session.add(an_invitation(organization, owner, revoked_at=now()))
    session.add(an_invitation(organization, owner, token_hash=b"2"))
    session.flush()
    again = an_invitation(organization, owner, token_hash=b"3", email="TARO@example.or.jp")
    refused(session, again, "uq_invitations_open")
    refused(session, an_invitation(organization, owner, token_hash=b"1", email="b@x.jp"), "uq_invitations_token_hash")


@pytest.mark.rule("ORG-3")
def test_an_invitation_is_used_by_somebody_or_revoked(
    session: Session, organization: Organization, owner: User
) -> None:
    refused(session, an_invitation(organization, owner, used_at=now()), "ck_invitations_used_by_somebody")
    both = an_invitation(organization, owner, used_at=now(), used_by_id=owner.id, revoked_at=now())
    refused(session, both, "ck_invitations_used_or_revoked")


@pytest.mark.rule("ORG-1")
def test_a_proof_of_a_domain_has_a_link_of_its_own(session: Session, organization: Organization, owner: User) -> None:
    def proof() -> DomainProof:
        return DomainProof(
            organization_id=organization.id, domain="example.or.jp", email="a@example.or.jp", token_hash=b"1",
            asked_by_id=owner.id, expires_at=now(),
        )  # fmt: skip

    session.add(proof())
    session.flush()
    refused(session, proof(), "uq_domain_proofs_token_hash")
