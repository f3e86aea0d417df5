"""Customers' organizations: founded, joined, without an answering owner, deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from tbc.applications.models import Application
from tbc.applications.queries import find_application
from tbc.applications.service import moving, sharing
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.companies import COMPANIES
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.joining import ask, come_in, found, hold
from tbc.demo.seed.people import GONE_OWNER, find_staff, welcome
from tbc.kit.clock import told
from tbc.kit.db import session
from tbc.organizations.models import JoinRequest
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.service import account_members, deleting, joining, recovering, splitting, upkeep
from tbc.policy import Actor

OWN, GROUP = "takasaki.example.jp", "sample-chem.example.jp"
ABOVE_ALL = "example.jp"
WHY_SPLIT = "デモの会社のアドレスは、どれも example.jp の下にあります。一社ずつ組織を作れるようにします。"
TO_JOIN = "管理部に配属されました。更新の申請を引き継ぐため、参加をお願いします。"
TO_JOIN_TOO = "今月入社し、総務を担当しています。申請の記録を見る必要があります。"
TO_CREATE = "グループ会社の申請も担当することになりました。"
UNANSWERED = "情報システムを担当しています。更新の時期が近いため、参加させてください。"
GONE = "管理者の𠮷田は先月退職し、メールアドレスも使われていません。後任として引き継ぎたく、お願いします。"
MOVED = 4  # of the customer's quick filings


def open_for_all(at: datetime) -> None:
    """Let each company of the demo have an organization, although all their addresses are below one domain."""
    with told(at):
        splitting.split(find_staff("administrator"), ABOVE_ALL, WHY_SPLIT)


def entries(filers: dict[str, Actor], today: datetime, accounts: Accounts) -> Iterator[Entry]:
    """What happens in them, in days before `today`; company accounts that are made are noted in `accounts`."""
    customer, colleague = filers["customer"], filers["colleague"]
    recovering_one, unanswered = filers["recovering"], filers["unanswered"]
    acts: tuple[tuple[float, Callable[[datetime], object]], ...] = (
        (130, partial(found, filers[GONE_OWNER])),
        (100, partial(_found_with_accounts, customer, accounts)),
        (98, partial(_let_in, colleague, customer, accounts)),
        (80, partial(found, filers["restorer"])),
        (60, partial(_move, customer, accounts)),
        (18, partial(_ask, unanswered, UNANSWERED)),
        (17, partial(_miss_the_owner, recovering_one)),
        (9, partial(_delete, filers["restorer"])),
        (5, partial(_share, customer, colleague)),
        (2, partial(_arrive, TO_JOIN_TOO)),
        (1.5, partial(_hand_to_staff, unanswered)),
        (1, partial(_ask, colleague, TO_CREATE, kind=joining.CREATE_ACCOUNTS)),
    )
    for days, act in acts:
        yield Entry(today - timedelta(days=days, hours=2), act)


def _found_with_accounts(owner: Actor, accounts: Accounts, at: datetime) -> None:
    organization = found(owner, at)
    for minutes, domain in ((10, OWN), (20, GROUP)):
        with told(at + timedelta(minutes=minutes)):
            accounts.create(owner, organization.id, domain)


def _let_in(actor: Actor, owner: Actor, accounts: Accounts, at: datetime) -> None:
    """A colleague comes in, and into the company account of their own company."""
    come_in(actor, owner, TO_JOIN, at)
    with told(at + timedelta(minutes=25)):
        account = find_account(owner, accounts.known[OWN, OWN])
        assert account is not None
        assert actor.user_id is not None
        account_members.add(owner, account, actor.user_id, is_manager=False)


def _move(filer: Actor, accounts: Accounts, _at: datetime) -> None:
    """The filer moves some quick filings for their own company; the others can still be moved."""
    account = find_account(filer, accounts.known[OWN, OWN])
    assert account is not None
    name = COMPANIES[OWN].party["corporate_name"]
    own = [one for one in moving.list_movable(filer) if not one.is_draft and one.company == name]
    moving.move(filer, own[:MOVED], account)


def _share(filer: Actor, colleague: Actor, _at: datetime) -> None:
    """The filer shows their last quick filing to a colleague."""
    latest = next(one for one in moving.list_movable(filer) if not one.is_draft)
    shown = find_application(filer, latest.id)
    assert isinstance(shown, Application)
    sharing.share(filer, shown, colleague.email)


def _ask(actor: Actor, reason: str, _at: datetime, kind: str = joining.JOIN) -> None:
    ask(actor, reason, kind)


def _arrive(reason: str, at: datetime) -> None:
    """A new colleague signs up, and asks to join."""
    actor = welcome("asker", at)
    with told(at + timedelta(minutes=12)):
        ask(actor, reason)


def _miss_the_owner(actor: Actor, _at: datetime) -> None:
    recovering.open_case(actor, hold(actor), GONE)


def _hand_to_staff(actor: Actor, _at: datetime) -> None:
    """The request that no owner answered has lapsed, and its person hands it to staff."""
    upkeep.lapse_requests()
    request = session.scalars(select(JoinRequest).where(JoinRequest.user_id == actor.user_id)).one()
    joining.escalate(actor, request)


def _delete(owner: Actor, _at: datetime) -> None:
    deleting.delete(owner, hold(owner))
