"""Claiming a license: the end user shows its id and a code of it, and gets it at once or by staff (LIC-2)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from tbc.accounts.limits import TooManyTries
from tbc.accounts.models import User
from tbc.applications.queries import Reach
from tbc.applications.queries.reach import IS_OPEN
from tbc.audit import service as audit
from tbc.kit import throttle
from tbc.kit.db import session
from tbc.kit.throttle import Limit
from tbc.licenses.models import License, LicenseCode
from tbc.licenses.queries.referring import lock_referred
from tbc.licenses.service.changing import LicenseGone
from tbc.licenses.service.noting import Cause, note
from tbc.mail.service import post
from tbc.organizations.models import CompanyAccount, Domain, Member, Organization
from tbc.organizations.queries.domains import domain_of, domain_of_actor
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.service import open_request

KIND = "claim"
PER_USER = Limit("license-claim-user", 10, 60)
PER_CLIENT = Limit("license-claim-client", 30, 60)


class TargetNotAvailable(Exception):
    """The company account is none that the claimer manages, or it is closed."""


def claim(
    actor: Actor, reach: Reach, license_id: str, code: str, account_id: UUID | None, language: str
) -> License | Request:
    """The license, now in the company account (or, without one, the actor's own); or the request that staff decide.

    It is had at once when the code is the license's, the actor is proven in the end user's domain, and neither a living
    company account nor a colleague of the end user holds it. In every other case, an unknown id too, the answer is a
    request and tells nothing.

    Raises:
        TooManyTries: the actor or their client has tried too often; the count stands only once committed.
        TargetNotAvailable: see there.
    """
    seconds = max(throttle.take(PER_USER, str(actor.user_id)), throttle.take(PER_CLIENT, actor.address))
    if seconds:
        raise TooManyTries(KIND, seconds)
    if account_id is not None and account_id not in reach.managed:
        raise TargetNotAvailable
    license_ = _shown(license_id, code)
    if license_ is not None and _is_own(actor, reach, license_):
        return license_
    if license_ is not None and _may_have_at_once(actor, license_):
        _hand_over(actor, license_, account_id)
        return license_
    return _open_claim(actor, reach, license_, (license_id, code), account_id, language)


def approve(actor: Actor, request: Request) -> License:
    """Give a license to who claimed it, as staff have decided; the request itself is decided by the caller.

    Raises:
        LicenseGone: the request names no license, or that is closed.
        TargetNotAvailable: the company account that it should go to is closed.
    """
    license_ = find_claimed(request)
    if license_ is None:
        raise LicenseGone
    session.refresh(license_, with_for_update=True)
    if license_.state != "active":
        raise LicenseGone
    account_id = UUID(request.asked["account_id"]) if request.asked.get("account_id") else None
    if account_id is not None and not _is_live(account_id):
        raise TargetNotAvailable
    _hand_over(actor, license_, account_id, holder_id=request.user_id)
    return license_


def find_claimed(request: Request) -> License | None:
    """The license that a request is about, or the one whose id it names: staff see it, whoever asked does not."""
    if request.about is not None:
        return session.get(License, request.about)
    return session.scalars(select(License).where(License.license_id == request.asked.get("license_id"))).one_or_none()


def has_code(license_: License, code: str) -> bool:
    """Whether this is one of the license's codes, with or without its hyphens."""
    plain = func.replace(LicenseCode.code, "-", "") == code.replace("-", "")
    return (
        session.scalar(select(LicenseCode.id).where(LicenseCode.license_id == license_.id, plain).limit(1)) is not None
    )


def _shown(license_id: str, code: str) -> License | None:
    """The license (locked) with that id, if the code is one of its codes."""
    found = lock_referred(license_id, ())
    if not found or found[0].state != "active":
        return None
    return found[0] if has_code(found[0], code) else None


def _is_own(actor: Actor, reach: Reach, license_: License) -> bool:
    if license_.company_account_id is not None:
        return license_.company_account_id in reach.accounts
    return license_.holder_id is not None and license_.holder_id == actor.user_id


def _may_have_at_once(actor: Actor, license_: License) -> bool:
    if license_.company_account_id is not None and _is_live(license_.company_account_id):
        return False
    if license_.company_account_id is None and _is_end_users(license_):
        return False
    return bool(license_.end_user_domain) and license_.end_user_domain in _domains_of(actor)


def _is_end_users(license_: License) -> bool:
    """Whether a colleague of the end user holds it already: between the two of them staff decide."""
    holder = session.get(User, license_.holder_id) if license_.holder_id else None
    if holder is None or holder.closed_at is not None:
        return False
    return domain_of(holder.email) == license_.end_user_domain


def _domains_of(actor: Actor) -> set[str]:
    """The domains that the actor is proven in: their address's, and those of organizations that know them by one."""
    own = domain_of_actor(actor)
    if own is None:
        return set()
    wanted = (
        select(Domain.domain)
        .join(Organization, Organization.id == Domain.organization_id)
        .join(Member, Member.organization_id == Organization.id)
        .where(
            Member.user_id == actor.user_id,
            Member.standing == "domain",
            Organization.deleted_at.is_(None),
            Organization.merged_into_id.is_(None),
        )
    )
    return {own, *session.scalars(wanted)}


def _is_live(account_id: UUID) -> bool:
    """Whether a company account is open, its organization too."""
    wanted = (
        select(CompanyAccount.id)
        .join(Organization, Organization.id == CompanyAccount.organization_id)
        .where(CompanyAccount.id == account_id, IS_OPEN)
    )
    return session.scalar(wanted) is not None


def _hand_over(actor: Actor, license_: License, account_id: UUID | None, holder_id: UUID | None = None) -> None:
    """Whoever held it without a company account is told."""
    former = license_.holder_id if license_.company_account_id is None else None
    license_.company_account_id = account_id
    license_.holder_id = None if account_id else (holder_id or actor.user_id)
    license_.version += 1
    note(license_, "claimed", Cause(actor), former_holder=str(former or ""))
    holder = session.get(User, former) if former and former != license_.holder_id else None
    if holder is not None and holder.closed_at is None:
        post(
            "license-claimed",
            to=holder.email,
            language=holder.language or "ja",
            about=license_.id,
            name=holder.name,
            company=license_.end_user_name,
            product=license_.product_name,
        )


def _open_claim(
    actor: Actor,
    reach: Reach,
    license_: License | None,
    typed: tuple[str, str],
    account_id: UUID | None,
    language: str,
) -> Request:
    """The request for staff; asking the same again opens no second one."""
    asked = {
        "license_id": typed[0],
        "code": typed[1],
        "account_id": str(account_id or ""),
        "account_name": reach.accounts[account_id] if account_id else "",
    }
    again = select(Request).where(
        Request.user_id == actor.user_id, Request.kind == KIND, Request.state == "open", Request.asked == asked
    )
    request = session.scalars(again.limit(1)).one_or_none()
    if request is not None:
        return request
    audit.record("license-claim-asked", actor, "license", license_.id if license_ else None, given=typed[0])
    return open_request(
        KIND,
        company=asked["account_name"],
        requester={"company": asked["account_name"], "name": actor.name, "email": actor.email},
        asked=asked,
        language=language,
        user_id=actor.user_id,
        about_type="license",
        about=license_.id if license_ else None,
        actor=actor,
    )
