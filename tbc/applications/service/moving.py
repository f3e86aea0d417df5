"""Moving quick filings into a company account: by their filer, one way, and whatever state they are in (APP-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from tbc.applications.models import Application
from tbc.applications.service.belonging import hold_account, record
from tbc.applications.service.drafts import NoLongerDraft
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount
from tbc.policy import Actor

Follow = Callable[[Actor, Sequence[UUID], CompanyAccount], None]
_FOLLOWING: dict[str, Follow] = {}


def follows(name: str) -> Callable[[Follow], Follow]:
    """Let a room above bring along what it calls `name`, in the same transaction: it gets the actor, the ids of the
    applications that were moved, and where to."""

    def register(follow: Follow) -> Follow:
        _FOLLOWING[name] = follow
        return follow

    return register


class NotStranded(Exception):
    """The draft's company account is in use: it stays there."""


def list_movable(actor: Actor) -> Sequence[Application]:
    """The quick filings and drafts of `actor`, newest first. The draft of a correction goes where its origin is."""
    order = (Application.listed_at.desc(), Application.id.desc())
    return session.scalars(select(Application).where(_movable(actor)).order_by(*order)).all()


def count_movable(actor: Actor) -> int:
    """How many there are to move."""
    return session.scalar(select(func.count()).where(_movable(actor))) or 0


def move(actor: Actor, applications: Iterable[Application], account: CompanyAccount) -> int:
    """Put those of `applications` that are quick filings of `actor` into a company account, for good; how many.

    Raises:
        AccountNotAvailable: `actor` cannot file in it.
    """
    hold_account(actor, account.id)
    ids = [application.id for application in applications]
    wanted = select(Application).where(Application.id.in_(ids), _movable(actor)).order_by(Application.id)
    locked = session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).all()
    for application in locked:
        application.mode, application.company_account_id = "account-managed", account.id
        record("application-moved", actor, application, account=str(account.id), account_name=account.name)
    session.flush()
    for follow in _FOLLOWING.values():
        follow(actor, [application.id for application in locked], account)
    return len(locked)


def take_back(actor: Actor, draft: Application) -> None:
    """Make a quick draft of one whose company account is no longer there, for the member who began it.

    Raises:
        NoLongerDraft: it was filed meanwhile.
        NotStranded: its company account is there.
    """
    if not draft.is_draft:
        raise NoLongerDraft
    if not draft.is_stranded:
        raise NotStranded
    record("draft-taken-back", actor, draft)
    draft.mode, draft.company_account_id = "quick", None
    session.flush()


def _movable(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Application.filer_id == actor.user_id,
        Application.company_account_id.is_(None),
        or_(Application.number.is_not(None), Application.corrects_id.is_(None)),
    )
