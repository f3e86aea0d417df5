"""What the database itself holds to of identities at partner portals (PRT-2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.accounts import sessions, waiting
from tbc.accounts.models import SignedIn
from tbc.kit.clock import now
from tbc.partners.models import Identity, PartnerSession
from tests.people import a_customer

pytestmark = pytest.mark.rule("PRT-2")


def an_identity(session: Session, user_id: UUID | None = None, **values: Any) -> Identity:
    told = {"issuer": "https://login.example.com", "subject": "p-1", "provider": "main"} | values
    identity = Identity(user_id=user_id or a_customer().id, **told)
    session.add(identity)
    session.flush()
    return identity


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({}, "uq_partner_identities_subject"),
        ({"subject": "p-2", "own": True}, "uq_partner_identities_user_id"),
        ({"subject": "", "issuer": "https://other.example.com"}, "ck_partner_identities_is_somebody"),
        ({"subject": "p-3", "tier": 4}, "ck_partner_identities_tier_known"),
        ({"subject": "p-4", "registered_at": now()}, "ck_partner_identities_registered_for_a_domain"),
    ],
)
def test_is_refused(session: Session, values: dict[str, Any], constraint: str) -> None:
    first = an_identity(session)
    own = first.user_id if values.pop("own", False) else None
    with pytest.raises(IntegrityError, match=constraint):
        an_identity(session, own, **values)


def test_two_portals_may_use_one_subject_and_one_person_may_come_by_both(session: Session) -> None:
    first = an_identity(session)
    second = an_identity(session, first.user_id, issuer="https://other.example.com")
    assert (second.subject, second.user_id) == (first.subject, first.user_id)


def test_what_is_kept_of_a_session_goes_with_it(session: Session) -> None:
    identity = an_identity(session)
    sessions.begin(a_customer(), "192.0.2.1", "test", factor="provider")
    row = session.query(SignedIn).one()
    session.add(PartnerSession(session_id=row.id, identity_id=identity.id, id_token=b"sealed"))
    session.flush()
    session.execute(delete(SignedIn))
    assert session.query(PartnerSession).count() == 0


def test_a_session_goes_on_after_the_one_that_waited_is_forgotten(session: Session) -> None:
    user = a_customer()
    waiting.begin(user, "factor", "192.0.2.1", "test")
    waited = session.query(SignedIn).one().id
    sessions.begin(user, "192.0.2.1", "test", continues=waited)
    session.execute(delete(SignedIn).where(SignedIn.id == waited))
    session.expire_all()
    assert session.query(SignedIn).one().continues_id is None
