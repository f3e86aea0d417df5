"""Drafts that nobody files: reminded after eleven months, removed after twelve (APP-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.audit import service as audit
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.mail import service as mail
from tbc.organizations.models import AccountMember
from tbc.policy import ANONYMOUS

REMIND_AFTER = timedelta(days=335)
NOTICE = timedelta(days=30)
AT_ONCE = 500


@every(minutes=1440)
def tend_drafts() -> None:
    """Remind of drafts not touched for eleven months; remove those whose reminder is a month old."""
    _remove()
    _remind()


def _remind() -> None:
    wanted = select(Application).where(
        Application.number.is_(None), Application.saved_at < now() - REMIND_AFTER, Application.reminded_at.is_(None)
    )
    for draft in session.scalars(wanted.limit(AT_ONCE).with_for_update(skip_locked=True)):
        draft.reminded_at = now()
        for person in _list_concerned(draft):
            mail.post(
                "draft-ending",
                to=person.email,
                language=person.language,
                about=draft.id,
                about_type="application",
                draft=draft,
                ends=draft.reminded_at + NOTICE,
            )


def _list_concerned(draft: Application) -> Sequence[User]:
    """Who began it; where they have left the company account, its managers."""
    if draft.company_account_id is None:
        return session.scalars(select(User).where(User.id == draft.filer_id)).all()
    people = select(User).join(AccountMember, AccountMember.user_id == User.id)
    people = people.where(AccountMember.account_id == draft.company_account_id).order_by(User.email)
    beginner = session.scalars(people.where(User.id == draft.filer_id)).all()
    return beginner or session.scalars(people.where(AccountMember.is_manager)).all()


def _remove() -> None:
    old = (Application.number.is_(None), Application.reminded_at < now() - NOTICE)
    removed = session.execute(delete(Application).where(*old).returning(Application.id)).scalars().all()
    for own in removed:
        audit.record("draft-removed", ANONYMOUS, "application", own, reason="not filed for a year")
