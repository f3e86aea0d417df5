"""What addresses name in the cast's organization: it, its people and company account, and what is going on there.

`RELATIONS` says what each actor is towards a thing, so that the table can be held against the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tbc.accounts.links import digest
from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.applications.service import sharing
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.organizations.models import (
    Domain,
    DomainProof,
    EndUserUpload,
    Invitation,
    JoinRequest,
    Merge,
    Organization,
    RecoveryCase,
)
from tbc.policy import Role
from tests.applications.given import PARTY, a_draft, a_filed
from tests.organizations.given import a_member, an_end_user, an_organization
from tests.people import a_customer, acting
from tests.routes.actors import Cast
from tests.routes.recovery_things import RECOVERY_RELATIONS, RECOVERY_THINGS

Arguments = dict[str, Any]
TOKEN = "a-link-that-was-mailed"
IDS = (
    "organization_id", "account_id", "end_user_id", "request_id", "invitation_id", "merge_id", "case_id", "user_id",
)  # fmt: skip

FILER = {"filer": {Role.FILER}}
_IN_IT = {name: {Role.DOMAIN_MEMBER} for name in ("member", "account_member", "manager")}
ORGANIZATION = _IN_IT | {
    "creator": {Role.DOMAIN_MEMBER, Role.ACCOUNT_CREATOR},
    "owner": {Role.DOMAIN_MEMBER, Role.ACCOUNT_CREATOR, Role.OWNER},
}
IN_ACCOUNT = {"account_member": {Role.ACCOUNT_MEMBER}, "manager": {Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER}}
# What the company account's member began or filed themself.
BEGUN = IN_ACCOUNT | {"account_member": {Role.ACCOUNT_MEMBER, Role.FILER}}
ACCOUNT = IN_ACCOUNT | {"owner": {Role.OWNER}}

# Thing → actor → what they are towards it; a thing that is not here is the filer's own.
RELATIONS: dict[str, dict[str, set[Role]]] = {
    "account-sheet": BEGUN,
    "account-sheet-checked": {"account_member": {Role.FILER}},
    "organization": ORGANIZATION,
    "ownerless": {"owner": {Role.DOMAIN_MEMBER}, "member": {Role.DOMAIN_MEMBER}},
    "colleagues": {"filer": {Role.COLLEAGUE}},
    "member": ORGANIZATION,
    "join-request": ORGANIZATION,
    "own-request": {"filer": {Role.COLLEAGUE}},
    "invitation": ORGANIZATION,
    "domain": ORGANIZATION,
    "merge": ORGANIZATION,
    "case": ORGANIZATION,
    "account": ACCOUNT,
    "account-license": IN_ACCOUNT,
    "account-quote": IN_ACCOUNT,
    "account-renewal": IN_ACCOUNT,
    "account-member": ACCOUNT,
    "account-csv": ACCOUNT,
    "end-user-upload": ACCOUNT,
    "end-user": IN_ACCOUNT,
    "account-draft": BEGUN,
    "account-step": BEGUN,
    "account-filed": BEGUN,
    "account-other": IN_ACCOUNT | {"manager": {Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER, Role.FILER}},
    "shown": BEGUN | {"member": {Role.READER}},
    "account-form": BEGUN,
    "shown-form": BEGUN | {"member": {Role.READER}},
    **RECOVERY_RELATIONS,
}


def roles_towards(thing: str, actor: str) -> set[Role]:
    """What `actor` is towards `thing`, beside what they are everywhere."""
    return RELATIONS.get(thing, FILER).get(actor, set())


def _organization(cast: Cast, **more: Any) -> Arguments:
    return {"organization_id": cast.organization_id, **more}


def _account(cast: Cast, **more: Any) -> Arguments:
    return _organization(cast, account_id=cast.account_id, **more)


def a_domain() -> str:
    """A domain that nobody else has: of one thing there may be several at once."""
    return f"d{new_id().hex[-12:]}.example.com"


def _a_colleague() -> User:
    """Somebody of the organization's domain."""
    return a_customer("同僚　光", email=f"hikari.{new_id().hex[-8:]}@example.co.jp")


def _member(cast: Cast) -> Arguments:
    """A further member, who is nobody of the cast."""
    colleague = _a_colleague()
    a_member(cast.organization, colleague)
    return _organization(cast, user_id=colleague.id, act="grant")


def _domain(cast: Cast) -> Arguments:
    """A further domain of the organization, of which nobody is."""
    domain = Domain(organization_id=cast.organization_id, domain=a_domain(), source="direct")
    session.add(domain)
    session.commit()
    return _organization(cast, domain_id=domain.id)


def _domain_proof(cast: Cast) -> Arguments:
    """A further domain that waits for its proof, by the link that was mailed."""
    token = f"{TOKEN}-{new_id().hex}"
    proof = DomainProof(
        organization_id=cast.organization_id,
        domain="example.gr.jp",
        email="hanako@example.gr.jp",
        token_hash=digest(token),
        asked_by_id=cast.ids["owner"],
        expires_at=now() + timedelta(1),
    )
    session.add(proof)
    session.commit()
    return {"token": token}


def _account_member(cast: Cast) -> Arguments:
    return _account(cast, user_id=cast.ids["account_member"], act="appoint")


def _end_user_upload(cast: Cast) -> Arguments:
    """A list of end users that the account's manager has uploaded and not saved yet; each replaces the one before."""
    upload = EndUserUpload(
        account_id=cast.account_id, user_id=cast.ids["manager"], file_name="契約者.csv", rows=[[2, PARTY]]
    )
    session.merge(upload)
    session.commit()
    return _account(cast)


def _asked(organization_id: UUID, user: User) -> Arguments:
    asked = JoinRequest(
        organization_id=organization_id, user_id=user.id, reason="営業部で使います。", lapses_at=now() + timedelta(14)
    )
    session.add(asked)
    session.commit()
    return {"organization_id": organization_id, "request_id": asked.id, "user_id": user.id}


def _colleagues(_cast: Cast) -> Organization:
    """An organization of the filer's domain, in which the filer is not."""
    wanted = select(Organization).join(Domain).where(Domain.domain == "example.jp")
    known = session.scalars(wanted).one_or_none()
    return known or an_organization(a_customer("別の　主"), "example.jp", name="見本工業株式会社")


def _ownerless(cast: Cast) -> Arguments:
    """An organization without an owner, of which `owner` and `member` are Domain Members."""
    organization = an_organization(None, a_domain(), name="主なし株式会社")
    for name in ("owner", "member"):
        a_member(organization, cast.person(name))
    return {"organization_id": organization.id}


def _invitation(cast: Cast) -> Arguments:
    """An invitation of the filer, by the link that was mailed; one before it is no longer good."""
    before = update(Invitation).where(Invitation.email == cast.filer.email, Invitation.used_at.is_(None))
    session.execute(before.values(revoked_at=now()))
    token = f"{TOKEN}-{new_id().hex}"
    invitation = Invitation(
        organization_id=cast.organization_id,
        email=cast.filer.email,
        token_hash=digest(token),
        invited_by_id=cast.ids["owner"],
        expires_at=now() + timedelta(7),
    )
    session.add(invitation)
    session.commit()
    return _organization(cast, invitation_id=invitation.id, token=token)


def _merge(cast: Cast) -> Arguments:
    """Another organization of the same owner, gone into the cast's; `other_id` is that other."""
    other = an_organization(cast.person("owner"), a_domain(), name="高崎見本株式会社", source="partner")
    nothing: Arguments = {name: [] for name in ("accounts", "domains", "proofs", "requests", "invitations", "members")}
    moved = nothing | {"ownerless_since": None, "asked_for_second_factor": False}
    other.merged_into_id = cast.organization_id
    merge = Merge(
        from_id=other.id,
        into_id=cast.organization_id,
        merged_by_id=cast.ids["owner"],
        undo_until=now() + timedelta(30),
        moved=moved,
    )
    session.add(merge)
    session.commit()
    return _organization(cast, merge_id=merge.id, other_id=other.id)


def _case(cast: Cast) -> Arguments:
    """A colleague says that the owner is gone."""
    case = RecoveryCase(
        organization_id=cast.organization_id,
        user_id=_a_colleague().id,
        kind="owner-gone",
        reason="管理者が退職しました。",
        object_until=now() + timedelta(14),
    )
    session.add(case)
    session.commit()
    return _organization(cast, case_id=case.id)


def _end_user(cast: Cast) -> Arguments:
    return _account(cast, end_user_id=an_end_user(cast.account).id)


def managed_draft(cast: Cast, by: str = "account_member") -> Application:
    """A draft of the company account, begun by its member unless said otherwise."""
    return a_draft(cast.person(by), account=cast.account)


def managed_filed(cast: Cast, by: str = "account_member") -> Application:
    """An application of the company account that its member, or `by`, has filed."""
    return a_filed(cast.person(by), account=cast.account)


def _shown(cast: Cast) -> Arguments:
    """An application of the company account that a plain member of the organization was shown."""
    filed = managed_filed(cast)
    sharing.share(acting(cast.person("account_member")), filed, cast.person("member").email)
    session.commit()
    return {"application_id": filed.id}


def _own_request(cast: Cast) -> Arguments:
    """The filer asks to join the organization of their own domain, and takes back what they asked before."""
    before = update(JoinRequest).where(JoinRequest.user_id == cast.filer.id, JoinRequest.decision.is_(None))
    session.execute(before.values(decision="withdrawn", decided_at=now()))
    return _asked(_colleagues(cast).id, cast.filer)


ORGANIZATION_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "organization": _organization,
    "ownerless": _ownerless,
    "colleagues": lambda cast: {"organization_id": _colleagues(cast).id},
    "member": _member,
    "join-request": lambda cast: _asked(cast.organization_id, _a_colleague()),
    "own-request": _own_request,
    "invitation": _invitation,
    "domain": _domain,
    "domain-proof": _domain_proof,
    "merge": _merge,
    "case": _case,
    "account": _account,
    "account-member": _account_member,
    "account-csv": lambda cast: _account(cast, form="csv"),
    "end-user-upload": _end_user_upload,
    "end-user": _end_user,
    "account-draft": lambda cast: {"application_id": managed_draft(cast).id},
    "account-step": lambda cast: {"application_id": managed_draft(cast).id, "path": "end-user"},
    "account-filed": lambda cast: {"application_id": managed_filed(cast).id},
    "account-form": lambda cast: {"application_id": managed_filed(cast).id, "code": "A-1"},
    "shown-form": lambda cast: {**_shown(cast), "code": "A-1"},
    "account-other": lambda cast: {"application_id": managed_filed(cast, "manager").id},
    "shown": _shown,
    **RECOVERY_THINGS,
}
