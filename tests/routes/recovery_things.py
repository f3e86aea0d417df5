"""What addresses name of merging, deleting and recovering organizations, and what each actor is towards it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tbc.accounts.links import digest
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.organizations.models import JoinRequest, RecoveryCase, SplitDomain
from tbc.organizations.queries.domains import list_by_domain
from tbc.policy import Role
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer
from tests.routes.actors import Cast

Arguments = dict[str, Any]

RECOVERY_RELATIONS: dict[str, dict[str, set[Role]]] = {
    "twins": {"owner": {Role.DOMAIN_MEMBER, Role.OWNER}, "member": {Role.DOMAIN_MEMBER}},
    "deleted": {"owner": {Role.DOMAIN_MEMBER, Role.OWNER}},
    "own-case": {"member": {Role.DOMAIN_MEMBER}},
    "closed-case": {"member": {Role.DOMAIN_MEMBER}},
    "escalated": {},
    "objection-link": {},
    "split-domain": {},
    "no-split": {},
}


def _twins(cast: Cast) -> Arguments:
    """The cast's organization and a partner one of its domain that nobody owns, which `owner` and `member` are in."""
    known = [one for one in list_by_domain(DOMAIN) if one.source == "partner"]
    source = known[0] if known else an_organization(None, source="partner", name="高崎見本パートナー")
    for name in () if known else ("owner", "member"):
        a_member(source, cast.person(name))
    return {"organization_id": cast.organization_id, "source_id": source.id}


def _deleted(cast: Cast) -> Arguments:
    """An organization that its owner has deleted today."""
    organization = an_organization(cast.person("owner"), f"d{new_id().hex[-12:]}.example.com", name="廃止見本株式会社")
    organization.deleted_at, organization.purge_at = now(), now() + timedelta(30)
    session.commit()
    return {"organization_id": organization.id}


def _case(cast: Cast, **values: Any) -> RecoveryCase:
    """`member` says that the owner is gone; an earlier case of theirs is no longer open."""
    at = now()
    still_open = session.query(RecoveryCase).filter_by(user_id=cast.ids["member"], closed_at=None)
    still_open.update({"decision": "withdrawn", "decided_at": at, "closed_at": at})
    given: dict[str, Any] = {"kind": "owner-gone", "reason": "管理者が退職しました。", "txt_value": "tbc-recovery=x"}
    case = RecoveryCase(
        organization_id=cast.organization_id, user_id=cast.ids["member"], object_until=at + timedelta(14),
        **(given | values),
    )  # fmt: skip
    session.add(case)
    session.commit()
    return case


def _closed_case(cast: Cast) -> Arguments:
    at = now()
    return {"case_id": _case(cast, decision="withdrawn", decided_at=at, closed_at=at).id}


def _objection_link(cast: Cast) -> Arguments:
    """The link mailed to the contact e-mail of an organization that somebody has claimed."""
    token = f"an-objection-{new_id().hex}"
    _case(cast, kind="ownerless", objection_token_hash=digest(token))
    return {"token": token}


def _escalated(cast: Cast) -> Arguments:
    """A request that no owner answered, handed to staff."""
    at = now()
    request = JoinRequest(
        organization_id=cast.organization_id, user_id=a_customer(email=f"{new_id().hex}@{DOMAIN}").id, reason="営業部",
        lapses_at=at, decision="lapsed", decided_at=at, escalated_at=at,
    )  # fmt: skip
    session.add(request)
    session.commit()
    return {"request_id": request.id}


def _split(_cast: Cast) -> Arguments:
    domain = f"pref{new_id().hex[-12:]}.example.com"
    session.add(SplitDomain(domain=domain, reason="都道府県"))
    session.commit()
    return {"domain": domain}


RECOVERY_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "twins": _twins,
    "deleted": _deleted,
    "own-case": lambda cast: {"case_id": _case(cast).id},
    "closed-case": _closed_case,
    "escalated": _escalated,
    "objection-link": _objection_link,
    "split-domain": _split,
    "no-split": lambda _cast: {"domain": "no-such.example.com"},
}
