"""The dealer's organization: a company account for each of its customers, colleagues, a guest, open invitations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from tbc.demo.seed.accounts import Accounts, upload_sites
from tbc.demo.seed.companies import COMPANIES
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.joining import come_in, found, hold, membership_of
from tbc.kit.clock import told
from tbc.organizations.queries.account_members import lock_account_member
from tbc.organizations.queries.accounts import lock_account
from tbc.organizations.service import account_members, inviting, rights
from tbc.policy import Actor

OWN = "takasaki.example.jp"
# For whom the dealer files in a company account of their own.
CLIENTS = tuple(domain for domain in COMPANIES if domain != OWN)[:12]
AT_ONCE = 3
TO_JOIN = "大阪支店で、同じお客様の申請を担当しています。"
SHARED_WITH_GUEST, SHARED_WITH_COLLEAGUE = CLIENTS[:2], CLIENTS[3:9]
INVITED = ("minato.hinagata@dummy-joho.example.jp", "uriko@sample-shokai.example.jp")


def entries(filers: dict[str, Actor], today: datetime, accounts: Accounts) -> Iterator[Entry]:
    """What happens in it, in days before `today`; company accounts that are made are noted in `accounts`."""
    dealer, colleague, guest = filers["dealer"], filers["creator"], filers["guest"]
    acts: list[tuple[float, Callable[[datetime], object]]] = [
        (158.0, partial(found, dealer)),
        (120.0, partial(_appoint, colleague, dealer, accounts)),
        (90.0, partial(_invite_guest, guest, dealer, accounts)),
        (3.0, partial(_invite, dealer)),
    ]
    for number, first in enumerate(range(0, len(CLIENTS), AT_ONCE)):
        acts.append((157.0 - number, partial(_create, dealer, CLIENTS[first : first + AT_ONCE], accounts)))
    for days, act in acts:
        yield Entry(today - timedelta(days=days, hours=1), act)


def _create(dealer: Actor, domains: tuple[str, ...], accounts: Accounts, at: datetime) -> None:
    """Company accounts for some customers, each with all its sites."""
    organization = hold(dealer)
    for number, domain in enumerate(domains):
        begun = at + timedelta(minutes=12 * number)
        with told(begun):
            account = accounts.create(dealer, organization.id, domain)
        upload_sites(dealer, account, domain, begun + timedelta(minutes=7))


def _appoint(actor: Actor, dealer: Actor, accounts: Accounts, at: datetime) -> None:
    """A colleague comes in, may create company accounts, and works in some; one of these they manage."""
    come_in(actor, dealer, TO_JOIN, at)
    with told(at + timedelta(minutes=25)):
        rights.grant(dealer, membership_of(dealer, actor.user_id))
        for domain in SHARED_WITH_COLLEAGUE:
            _add(actor, dealer, domain, accounts)
    with told(at + timedelta(minutes=30)):
        assert actor.user_id is not None
        own = lock_account_member(dealer, accounts.known[_domain(dealer), SHARED_WITH_COLLEAGUE[0]], actor.user_id)
        assert own is not None
        account_members.make_manager(dealer, own)


def _invite_guest(guest: Actor, dealer: Actor, accounts: Accounts, at: datetime) -> None:
    """Somebody of another company is invited, and comes in as a guest."""
    invitation = inviting.invite(dealer, hold(dealer), guest.email)
    with told(at + timedelta(minutes=15)):
        inviting.accept(guest, invitation)
    with told(at + timedelta(minutes=20)):
        for domain in SHARED_WITH_GUEST:
            _add(guest, dealer, domain, accounts)


def _invite(dealer: Actor, _at: datetime) -> None:
    """A new colleague with the right to create company accounts, and somebody of another dealer, have yet to come."""
    organization = hold(dealer)
    for number, email in enumerate(INVITED):
        inviting.invite(dealer, organization, email, creates_accounts=number == 0)


def _add(actor: Actor, dealer: Actor, domain: str, accounts: Accounts) -> None:
    account = lock_account(dealer, accounts.known[_domain(dealer), domain])
    assert account is not None
    assert actor.user_id is not None
    account_members.add(dealer, account, actor.user_id, is_manager=False)


def _domain(actor: Actor) -> str:
    return actor.email.rpartition("@")[2]
