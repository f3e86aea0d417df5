"""Letters to an organization's people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.mail.service import post
from tbc.organizations.models import Member, Organization


def list_people(*organizations: Organization, owners: bool = False) -> Sequence[User]:
    """The members, or the owners, of any of these organizations whose accounts are open; each once."""
    members = select(Member.user_id).where(Member.organization_id.in_([one.id for one in organizations]))
    if owners:
        members = members.where(Member.is_owner)
    return session.scalars(select(User).where(User.id.in_(members), User.disabled_at.is_(None)).order_by(User.id)).all()


def tell(letter: str, organization: Organization, people: Iterable[User], **values: Any) -> None:
    """Post `letter` about the organization to each of `people`, in their own language.

    `values` hold no text of somebody whom the reader may not know: reasons are read in the portal.
    """
    for user in people:
        _post(letter, organization, user.email, user.language, values)


def tell_contact(letter: str, organization: Organization, people: Iterable[User], **values: Any) -> None:
    """Post `letter` to the contact e-mail too, unless one of `people` reads it there anyway."""
    if organization.contact_email.lower() not in {user.email.lower() for user in people}:
        _post(letter, organization, organization.contact_email, "ja", values)


def _post(letter: str, organization: Organization, to: str, language: str, values: dict[str, Any]) -> None:
    told = {"organization": organization} | values
    post(letter, to=to, language=language, about=organization.id, about_type="organization", **told)
