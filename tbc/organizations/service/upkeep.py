"""What the clock does to requests: undecided for 14 days they lapse, and both sides are told (ORG-3)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from tbc.accounts.models import User
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.organizations.models import DomainProof, JoinRequest, Organization
from tbc.organizations.service.notices import note, tell_owners, tell_person
from tbc.policy import ANONYMOUS

AT_ONCE = 200
# A person who comes late is still told that the link has expired.
KEEP_PROOFS = timedelta(days=7)


@every(minutes=10)
def lapse_requests() -> None:
    """Close what no owner decided in time."""
    wanted = (
        select(JoinRequest, User, Organization)
        .join(User, User.id == JoinRequest.user_id)
        .join(Organization, Organization.id == JoinRequest.organization_id)
        .where(JoinRequest.decision.is_(None), JoinRequest.lapses_at <= now())
        .order_by(JoinRequest.lapses_at)
        .limit(AT_ONCE)
        .with_for_update(of=JoinRequest, skip_locked=True)
    )
    for request, user, organization in session.execute(wanted).all():
        request.decision, request.decided_at = "lapsed", now()
        session.flush()
        note("organization-request-lapsed", ANONYMOUS, organization, user_id=user.id, kind=request.kind)
        if organization.is_live:
            tell_person("organization-lapsed", user, organization, request=request, asker=user, to_owner=False)
            tell_owners("organization-lapsed", organization, request=request, asker=user, to_owner=True)


@every(minutes=1440)
def forget_proofs() -> None:
    """Remove links to domains that nobody opened; the audit trail stays."""
    session.execute(delete(DomainProof).where(DomainProof.expires_at < now() - KEEP_PROOFS))
