"""Reading what the portal holds of one person (ACC-6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, and_, func, or_, select
from sqlalchemy.orm import undefer

from tbc.accounts.models import Consent, Passkey, SignedIn, TotpSecret, User
from tbc.applications.models import Application, UploadedSupplement
from tbc.audit.models import AuditEvent
from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.licenses.models import License, LicenseCode
from tbc.mail.models import Letter
from tbc.organizations.models import AccountMember, CompanyAccount, JoinRequest, Member, Organization
from tbc.requests.models import Request

Rows = Sequence[RowMapping]
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Going:
    """What leaving comes to, in numbers: quick drafts (they go), quick filings (nobody sees them any more)."""

    drafts: int
    filings: int


def count_quick(user_id: UUID) -> Going:
    """How many quick drafts and filings a person has."""
    quick = (Application.filer_id == user_id, Application.company_account_id.is_(None))
    drafts = func.count().filter(Application.state == "draft")
    row = session.execute(select(drafts, func.count()).select_from(Application).where(*quick)).one()
    return Going(row[0], row[1] - row[0])


def list_sessions(user_id: UUID) -> Rows:
    """Devices and times of the sessions that are still known."""
    columns = (SignedIn.device, SignedIn.address, SignedIn.began_at, SignedIn.seen_at, SignedIn.ended_at)
    return (
        session.execute(select(*columns).where(SignedIn.user_id == user_id).order_by(SignedIn.began_at))
        .mappings()
        .all()
    )


def list_factors(user_id: UUID) -> list[dict[str, Any]]:
    """Second factors, without their secrets."""
    apps = session.execute(select(TotpSecret.added_at).where(TotpSecret.user_id == user_id)).mappings()
    columns = (Passkey.name, Passkey.added_at, Passkey.used_at)
    keys = session.execute(select(*columns).where(Passkey.user_id == user_id)).mappings()
    return [*({"kind": "totp", **row} for row in apps), *({"kind": "passkey", **row} for row in keys)]


def list_consents(user_id: UUID) -> Rows:
    """What the person agreed to, and when."""
    columns = (Consent.document, Consent.version, Consent.occasion, Consent.about, Consent.at)
    return session.execute(select(*columns).where(Consent.user_id == user_id).order_by(Consent.at)).mappings().all()


def list_letters(user: User) -> Rows:
    """Letters to the person's address since it is theirs: before, it may have been somebody else's."""
    columns = (Letter.kind, Letter.subject, Letter.to, Letter.state, Letter.created_at, Letter.sent_at)
    wanted = select(*columns).where(
        func.lower(Letter.to) == user.email.lower(), Letter.created_at >= _has_address_since(user)
    )
    return session.execute(wanted.order_by(Letter.created_at)).mappings().all()


def iterate_events(user_id: UUID) -> Iterator[AuditEvent]:
    """What the person did and what was done to their account, the oldest first."""
    theirs = or_(
        AuditEvent.actor_id == user_id, and_(AuditEvent.subject_type == "user", AuditEvent.subject_id == user_id)
    )
    wanted = select(AuditEvent).where(theirs).order_by(AuditEvent.at, AuditEvent.id)
    yield from session.scalars(wanted.execution_options(yield_per=AT_ONCE))


def list_organizations(user_id: UUID) -> Rows:
    """The organizations that the person is in, and what they are there."""
    columns = (Organization.name, Member.standing, Member.is_owner, Member.creates_accounts, Member.joined_at)
    wanted = select(*columns).join(Organization, Organization.id == Member.organization_id)
    return session.execute(wanted.where(Member.user_id == user_id).order_by(Member.joined_at)).mappings().all()


def list_accounts(user_id: UUID) -> Rows:
    """The company accounts that the person is in."""
    columns = (CompanyAccount.name, AccountMember.is_manager, AccountMember.joined_at)
    wanted = select(*columns).join(CompanyAccount, CompanyAccount.id == AccountMember.account_id)
    return (
        session.execute(wanted.where(AccountMember.user_id == user_id).order_by(AccountMember.joined_at))
        .mappings()
        .all()
    )


def list_requests(user_id: UUID) -> Rows:
    """What the person asked organizations for."""
    columns = (
        Organization.name, JoinRequest.kind, JoinRequest.reason, JoinRequest.asked_at, JoinRequest.decision,
        JoinRequest.decided_at,
    )  # fmt: skip
    wanted = select(*columns).join(Organization, Organization.id == JoinRequest.organization_id)
    return session.execute(wanted.where(JoinRequest.user_id == user_id).order_by(JoinRequest.asked_at)).mappings().all()


def list_asked(user_id: UUID) -> Rows:
    """What the person asked of staff, and what was decided."""
    columns = (
        Request.kind, Request.requester, Request.asked, Request.opened_at, Request.state, Request.decision,
        Request.decided_at,
    )  # fmt: skip
    wanted = select(*columns).where(Request.user_id == user_id).order_by(Request.opened_at, Request.id)
    return session.execute(wanted).mappings().all()


def list_licenses(user_id: UUID) -> Sequence[tuple[License, list[LicenseCode]]]:
    """The licenses that the person holds outside of company accounts, with their codes."""
    held = select(License).where(License.holder_id == user_id, License.company_account_id.is_(None))
    found = session.scalars(held.order_by(License.made_at, License.id)).all()
    codes = select(LicenseCode).where(LicenseCode.license_id.in_([one.id for one in found])).order_by(LicenseCode.id)
    by_license: dict[UUID, list[LicenseCode]] = {one.id: [] for one in found}
    for code in session.scalars(codes):
        by_license[code.license_id].append(code)
    return [(one, by_license[one.id]) for one in found]


def iterate_documents(user_id: UUID) -> Iterator[Document]:
    """Quotes, invoices and receipts made for the person outside of company accounts, with their PDFs, in the order of
    their issue."""
    own = (Document.holder_id == user_id, Document.company_account_id.is_(None))
    wanted = select(Document).options(undefer(Document.pdf)).where(*own).order_by(Document.id)
    yield from session.scalars(wanted.execution_options(yield_per=AT_ONCE))


def iterate_quick(user_id: UUID) -> Iterator[Application]:
    """The person's quick applications and drafts, the oldest first."""
    quick = (Application.filer_id == user_id, Application.company_account_id.is_(None))
    wanted = select(Application).where(*quick).order_by(Application.started_at, Application.id)
    yield from session.scalars(wanted.execution_options(yield_per=AT_ONCE))


def iterate_supplements(application_ids: Sequence[UUID]) -> Iterator[UploadedSupplement]:
    """Uploaded supplements with their files, one at a time: each may be large."""
    wanted = select(UploadedSupplement.id).where(UploadedSupplement.application_id.in_(application_ids))
    for own in session.scalars(wanted.order_by(UploadedSupplement.uploaded_at, UploadedSupplement.id)).all():
        supplement = session.get_one(UploadedSupplement, own, options=[undefer(UploadedSupplement.body)])
        yield supplement
        session.expunge(supplement)


def _has_address_since(user: User) -> datetime:
    changed = select(func.max(AuditEvent.at)).where(
        AuditEvent.subject_type == "user", AuditEvent.subject_id == user.id, AuditEvent.act == "email-changed"
    )
    return session.scalar(changed) or user.created_at
