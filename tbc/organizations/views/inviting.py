"""Inviting people by e-mail, and the page behind the mailed link (ORG-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.forms import sentences
from tbc.accounts.limits import TooManyTries
from tbc.accounts.service.addresses import AddressRefused
from tbc.accounts.views.room import private, spent, turn_away
from tbc.kit.clock import now
from tbc.kit.guard import actor, guard, public
from tbc.kit.page import go, page, say
from tbc.organizations.forms.asking import InvitationForm
from tbc.organizations.models import Invitation, Organization
from tbc.organizations.queries import asking, domains
from tbc.organizations.queries.asking import Invited, find_own_invitation, lock_invitation
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.service import inviting as service
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/invitations")
@guard(Permission.ORGANIZATION_MANAGE, load=find_organization)
def invitations(organization: Organization) -> AnyResponse:
    """The form, and the invitations that nobody has used yet."""
    return _list(organization, InvitationForm())


@organizations.post("/organizations/<uuid:organization_id>/invitations")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_organization)
def invite(organization: Organization) -> AnyResponse:
    """Mail an invitation; a second one to the same address renews the first."""
    form = InvitationForm()
    if not form.validate():
        return _list(organization, form, status=422)
    email = form.email.data or ""
    try:
        service.invite(actor(), organization, email, creates_accounts=form.creates_accounts.data)
    except AddressRefused as refused:
        form.email.errors = [sentences.of_address(refused.reason, email)]
        return _list(organization, form, status=422)
    except service.AlreadyMember:
        form.email.errors = [gettext("%(email)s の方は、すでにメンバーです。", email=email)]
        return _list(organization, form, status=422)
    except TooManyTries as refused:
        turn_away(refused)
    say(gettext("%(email)s に招待のメールを送りました。7日以内にリンクを開くと参加できます。", email=email))
    return go(url_for("organizations.invitations", organization_id=organization.id))


@organizations.post("/organizations/<uuid:organization_id>/invitations/<uuid:invitation_id>/again")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_invitation)
def invite_again(invited: Invited) -> AnyResponse:
    """Mail a new link."""
    try:
        service.send_again(actor(), invited)
    except TooManyTries as refused:
        turn_away(refused)
    say(gettext("%(email)s に新しいリンクを送りました。前のリンクは使えません。", email=invited.invitation.email))
    return go(url_for("organizations.invitations", organization_id=invited.organization.id))


@organizations.post("/organizations/<uuid:organization_id>/invitations/<uuid:invitation_id>/revoke")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_invitation)
def revoke_invitation(invited: Invited) -> AnyResponse:
    """Make an invitation void."""
    service.revoke(actor(), invited)
    say(gettext("%(email)s への招待を取り消しました。リンクはもう使えません。", email=invited.invitation.email))
    return go(url_for("organizations.invitations", organization_id=invited.organization.id))


@organizations.get("/organizations/invitations/<token>")
@public
def invitation(token: str) -> AnyResponse:
    """The page behind the mailed link; it only asks, and leads whoever is not signed in to the door and back."""
    found = asking.find_invitation(token)
    return _asked_in(*found) if found and _can_be_used(*found) else _spent(found)


@organizations.post("/organizations/invitations/<token>")
@public
def accept(token: str) -> AnyResponse:
    """Come in by the mailed link."""
    found = asking.find_invitation(token)
    if found is None or not _can_be_used(*found):
        return _spent(found)
    return _accept(found[0]) or _asked_in(*found, status=403)


@organizations.post("/organizations/invitations/<uuid:invitation_id>/accept")
@guard(Permission.ORGANIZATION_LIST, load=find_own_invitation)
def accept_own(found: Invitation) -> AnyResponse:
    """Come in by an invitation that the list of organizations shows."""
    answer = _accept(found)
    assert answer is not None
    return answer


def _list(organization: Organization, form: InvitationForm, status: int = 200) -> Response:
    rows = asking.list_open_invitations(organization.id)
    return page(
        "organizations/invitations.html", status=status, organization=organization, form=form, rows=rows, at=now()
    )


def _can_be_used(found: Invitation, organization: Organization) -> bool:
    return organization.is_live and service.is_open(found)


def _accept(found: Invitation) -> AnyResponse | None:
    """Where it leads; None if whoever is asking is not whom it is for."""
    try:
        organization = service.accept(actor(), found)
    except service.InvitationSpent:
        return _spent((found, None))
    except (service.ForeignInvitation, service.NoCustomer):
        return None
    say(gettext("組織に参加しました。"))
    return go(url_for("organizations.record", organization_id=organization.id))


def _asked_in(found: Invitation, organization: Organization, status: int = 200) -> Response:
    who = actor()
    here = request.path
    return private(
        page(
            "organizations/invitation.html",
            status=status,
            invitation=found,
            # Until the person is known to be the one invited they see the proven domain, and no name.
            domain=domains.list_domains(organization)[0].domain,
            organization=organization if who.email.lower() == found.email.lower() else None,
            here=here,
        )
    )


def _spent(found: tuple[Invitation, Organization | None] | None) -> Response:
    why = "unknown"
    if found:
        row = found[0]
        why = "used" if row.used_at else "revoked" if row.revoked_at else "gone"
        why = "expired" if why == "gone" and row.expires_at <= now() else why
    mine = found[0] if found and found[0].used_by_id and found[0].used_by_id == actor().user_id else None
    return spent("organizations/invitation_spent.html", why=why, mine=mine)
