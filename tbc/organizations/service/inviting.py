"""Inviting people by e-mail, and coming in by an invitation (ORG-3)."""

from __future__ import annotations

from uuid import UUID

from tbc.accounts import links
from tbc.accounts.limits import TooManyTries
from tbc.accounts.queries import find_user_by_email, get_own
from tbc.accounts.service import addresses
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.language import language
from tbc.kit.throttle import Limit
from tbc.mail import service as mail
from tbc.organizations.models import AccountMember, CompanyAccount, Invitation, Member, Organization
from tbc.organizations.queries.asking import Invited, find_open_invitation
from tbc.organizations.queries.domains import list_domains
from tbc.organizations.queries.members import has_address
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.rules import INVITATION
from tbc.organizations.service.joining import is_of_domain
from tbc.organizations.service.notices import note
from tbc.policy import Actor, Role

# Each invitation is a letter to somebody who did not ask for one.
TO_ONE_ADDRESS = Limit("invitation-address", 5, 24 * 60)
OF_ONE_ORGANIZATION = Limit("invitation-organization", 200, 24 * 60)


class AlreadyMember(Exception):
    """One of the organization's people has this address."""


class InvitationSpent(Exception):
    """The invitation was used or revoked, has expired, or its organization is no more."""


class ForeignInvitation(Exception):
    """The invitation is for another address than that of who is signed in."""


class NoCustomer(Exception):
    """Only customers are in organizations: no renewal-only account, no staff."""


def invite(
    actor: Actor,
    organization: Organization,
    email: str,
    *,
    creates_accounts: bool | None = None,
    account_id: UUID | None = None,
) -> Invitation:
    """Mail a link to an address, good for seven days; the address's open invitation is renewed if there is one.

    Whether somebody has the address makes no difference to anything that is seen. `creates_accounts` gives the right to
    create company accounts along (None leaves what an open invitation says); `account_id` a company account that the
    person becomes a member of.

    Raises:
        AddressRefused: nobody could sign up with it.
        AlreadyMember: see there.
        TooManyTries: too many letters to the address or of the organization.
    """
    address = addresses.read(email).stored
    if has_address(organization.id, address):
        raise AlreadyMember
    _count(organization, address)
    found = find_open_invitation(organization.id, address)
    invitation = found or Invitation(organization_id=organization.id, email=address, creates_accounts=False)
    if creates_accounts is not None:
        invitation.creates_accounts = creates_accounts
    invitation.account_id = account_id or invitation.account_id
    _post(actor, organization, invitation)
    return invitation


def send_again(actor: Actor, invited: Invited) -> None:
    """Mail a new link for an invitation, good for seven days from now; the old one is void.

    Raises:
        TooManyTries: see `invite`.
    """
    _count(invited.organization, invited.invitation.email)
    _post(actor, invited.organization, invited.invitation)


def revoke(actor: Actor, invited: Invited) -> None:
    """Make an invitation void."""
    invited.invitation.revoked_at = now()
    session.flush()
    note("organization-invitation-revoked", actor, invited.organization, email=invited.invitation.email)


def accept(actor: Actor, invitation: Invitation) -> Organization:
    """Come in by an invitation: as a Domain Member if the address is of the domain, else as a guest.

    Raises:
        ForeignInvitation, NoCustomer, InvitationSpent: see there; of two clicks the second gets the last of them.
    """
    if actor.email.lower() != invitation.email.lower():
        raise ForeignInvitation
    if Role.CUSTOMER not in actor.roles:
        raise NoCustomer
    organization = session.get_one(Organization, invitation.organization_id, with_for_update=True)
    session.refresh(invitation, with_for_update=True)
    if not organization.is_live or not is_open(invitation):
        raise InvitationSpent
    user = get_own(actor)
    invitation.used_at, invitation.used_by_id = now(), user.id
    member = find_member(organization.id, user.id)
    if member is None:
        standing = "domain" if is_of_domain(organization, user) else "guest"
        member = Member(organization_id=organization.id, user_id=user.id, standing=standing)
        session.add(member)
    member.creates_accounts = member.creates_accounts or invitation.creates_accounts
    session.flush()
    _enter_account(invitation, user.id)
    note("organization-invitation-accepted", actor, organization, user_id=user.id, standing=member.standing)
    return organization


def is_open(invitation: Invitation) -> bool:
    """Whether the invitation can still be accepted."""
    return invitation.used_at is None and invitation.revoked_at is None and invitation.expires_at > now()


def _count(organization: Organization, address: str) -> None:
    """Count the letter before anything is changed: the count is kept although the letter is refused."""
    seconds = max(
        throttle.take(TO_ONE_ADDRESS, address.lower()), throttle.take(OF_ONE_ORGANIZATION, str(organization.id))
    )
    if seconds:
        raise TooManyTries("invitation", seconds)


def _post(actor: Actor, organization: Organization, invitation: Invitation) -> None:
    token = links.new_token()
    invitation.token_hash = links.digest(token)
    at = now()
    invitation.invited_at, invitation.expires_at = at, at + INVITATION
    assert actor.user_id is not None
    invitation.invited_by_id = actor.user_id
    session.add(invitation)
    session.flush()
    known = find_user_by_email(invitation.email)
    # Whoever founds an organization chooses its name and their own: in a letter to people who may know neither stand
    # the proven domain and the proven address alone.
    mail.post(
        "organization-invited",
        to=known.email if known else invitation.email,
        language=known.language if known else language(),
        about=organization.id,
        about_type="organization",
        domain=list_domains(organization)[0].domain,
        inviter=actor.email,
        token=token,
        until=invitation.expires_at,
    )
    note("organization-invited", actor, organization, email=invitation.email)


def _enter_account(invitation: Invitation, user_id: UUID) -> None:
    account = session.get(CompanyAccount, invitation.account_id) if invitation.account_id else None
    if account is None or account.closed_at or account.organization_id != invitation.organization_id:
        return
    if session.get(AccountMember, (account.id, user_id)) is None:
        session.add(AccountMember(account_id=account.id, user_id=user_id))
        session.flush()
