"""The people of an organization: who they are, what they may, leaving and handing over (ORG-2, ORG-4)."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.organizations.models import Organization
from tbc.organizations.queries import members
from tbc.organizations.queries.members import Membership, find_membership, lock_membership
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.service import leaving, rights
from tbc.organizations.views.room import organizations
from tbc.policy import Actor, Permission

LAST_OWNER = _l("管理者(Owner)がほかにいません。先に別の方を管理者にするか、引き継いで退出してください。")
GUEST = _l("別のドメインの方（ゲスト）は管理者(Owner)になれません。")
ACTS = {"appoint": rights.appoint, "demote": rights.demote, "grant": rights.grant, "revoke": rights.revoke}
DONE = {
    "appoint": _l("%(name)s さんを管理者(Owner)にしました。"),
    "demote": _l("%(name)s さんの管理者(Owner)の権限を外しました。"),
    "grant": _l("%(name)s さんは会社アカウントを作れるようになりました。"),
    "revoke": _l("%(name)s さんの会社アカウントを作る権限を外しました。"),
}


@organizations.get("/organizations/<uuid:organization_id>/members")
@guard(Permission.ORGANIZATION_AUDIT, load=find_organization)
def people(organization: Organization) -> AnyResponse:
    """Everybody, page by page."""
    listed = members.list_people(organization, after=place("after"), before=place("before"))
    return page("organizations/people.html", organization=organization, people=listed, size=members.PAGE)


@organizations.get("/organizations/<uuid:organization_id>/members/<uuid:user_id>")
@guard(Permission.ORGANIZATION_MANAGE, load=find_membership)
def person(membership: Membership) -> AnyResponse:
    """One person and what they may, with the acts."""
    alone = not members.has_other_owner(membership.organization.id, membership.user.id)
    return page("organizations/person.html", membership=membership, alone=alone)


def _lock_for_act(actor: Actor, organization_id: UUID, user_id: UUID, act: str) -> Membership | None:
    return lock_membership(actor, organization_id, user_id) if act in ACTS else None


@organizations.post(
    "/organizations/<uuid:organization_id>/members/<uuid:user_id>/<any(appoint, demote, grant, revoke):act>"
)
@guard(Permission.ORGANIZATION_MANAGE, load=_lock_for_act, recent=True)
def change_rights(membership: Membership) -> AnyResponse:
    """Give or take one right."""
    act = (request.view_args or {})["act"]
    try:
        ACTS[act](actor(), membership)
    except rights.LastOwner:
        say(str(LAST_OWNER), "warn")
    except rights.GuestsOwnNothing:
        say(str(GUEST), "warn")
    else:
        say(str(DONE[act]) % {"name": membership.user.name})
    own = membership.user.id == actor().user_id
    if own and act == "demote":
        return go(url_for("organizations.record", organization_id=membership.organization.id))
    return go(_person(membership))


@organizations.get("/organizations/<uuid:organization_id>/members/<uuid:user_id>/remove")
@guard(Permission.ORGANIZATION_MANAGE, load=find_membership)
def removal(membership: Membership) -> AnyResponse:
    """What removing a person means, before it is done."""
    return page("organizations/remove.html", membership=membership)


@organizations.post("/organizations/<uuid:organization_id>/members/<uuid:user_id>/remove")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_membership, recent=True)
def remove(membership: Membership) -> AnyResponse:
    """Remove a person; oneself is left by leaving."""
    if membership.user.id == actor().user_id:
        return go(url_for("organizations.leave", organization_id=membership.organization.id))
    try:
        rights.remove(actor(), membership)
    except rights.LastOwner:
        say(str(LAST_OWNER), "warn")
        return go(_person(membership))
    say(gettext("%(name)s さんを組織から外しました。申請の履歴は残ります。", name=membership.user.name))
    return go(url_for("organizations.record", organization_id=membership.organization.id))


@organizations.get("/organizations/<uuid:organization_id>/members/<uuid:user_id>/hand-over")
@guard(Permission.ORGANIZATION_MANAGE, load=find_membership)
def handing_over(membership: Membership) -> AnyResponse:
    """What handing over means, before it is done."""
    return page("organizations/hand_over.html", membership=membership)


@organizations.post("/organizations/<uuid:organization_id>/members/<uuid:user_id>/hand-over")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_membership, recent=True)
def hand_over(membership: Membership) -> AnyResponse:
    """Make the person an owner and leave, in one step."""
    try:
        leaving.hand_over(actor(), _own(membership.organization), membership)
    except leaving.NotToOneself:
        say(gettext("引き継ぐ方には、ご自身以外のメンバーを選んでください。"), "warn")
        return go(_person(membership))
    except rights.GuestsOwnNothing:
        say(str(GUEST), "warn")
        return go(_person(membership))
    say(gettext("%(name)s さんに引き継ぎ、組織から退出しました。", name=membership.user.name))
    return go(url_for("organizations.index"))


@organizations.get("/organizations/<uuid:organization_id>/leave")
@guard(Permission.ORGANIZATION_LEAVE, load=find_organization)
def leave(organization: Organization) -> AnyResponse:
    """What leaving means; the only owner chooses to whom they hand over."""
    return _leaving_page(_own(organization))


@organizations.post("/organizations/<uuid:organization_id>/leave")
@guard(Permission.ORGANIZATION_LEAVE, load=lock_organization)
def left(organization: Organization) -> AnyResponse:
    """Leave."""
    own = _own(organization)
    try:
        leaving.leave(actor(), own)
    except rights.LastOwner:
        return _leaving_page(own, status=409)
    say(gettext("「%(name)s」から退出しました。", name=organization.name))
    return go(url_for("organizations.index"))


def _own(organization: Organization) -> Membership:
    """The reader's own membership; only members get here."""
    own = members.find_own_membership(actor(), organization)
    assert own is not None
    return own


def _leaving_page(own: Membership, status: int = 200) -> AnyResponse:
    last = own.member.is_owner and not members.has_other_owner(own.organization.id, own.user.id)
    listed = members.list_people(own.organization) if last else None
    return page("organizations/leave.html", status=status, own=own, last=last, people=listed)


def _person(membership: Membership) -> str:
    return url_for("organizations.person", organization_id=membership.organization.id, user_id=membership.user.id)
