"""When a person closes their portal account: drafts of their own go, and what they were shown is shown no more."""

from __future__ import annotations

from sqlalchemy import delete, select

from tbc.accounts.models import User
from tbc.applications.models import Application, Share
from tbc.applications.service import drafts
from tbc.kit.db import session
from tbc.policy import Actor


def leave_nothing_open(actor: Actor, user: User) -> int:
    """Discard the quick drafts of `user`, and end what colleagues show them; how many drafts there were (ACC-6).

    Filed applications stay as they are (APP-9), and drafts of a company account stay with it.
    """
    own = select(Application).where(
        Application.filer_id == user.id, Application.state == "draft", Application.company_account_id.is_(None)
    )
    gone = session.scalars(own.order_by(Application.id).with_for_update()).all()
    for draft in gone:
        drafts.discard(actor, draft)
    session.execute(delete(Share).where(Share.user_id == user.id))
    session.flush()
    return len(gone)
