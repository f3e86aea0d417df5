"""Half a year of applications: filed, copied, corrected, withdrawn, and some of them ordered and shipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from tbc.applications.models import Application
from tbc.applications.queries import find_application
from tbc.applications.service import copying, drafts, filing
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.companies import COMPANIES, DEALERS, Company
from tbc.demo.seed.contracts import hold_some
from tbc.demo.seed.dealership import CLIENTS
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.keyboard import file_now, finish, type_in
from tbc.demo.seed.people import FURTHER
from tbc.demo.seed.records import Wanted, record
from tbc.kit.clock import TOKYO, in_tokyo, told
from tbc.policy import Actor

OWN, GROUP = "takasaki.example.jp", ("sample-chem.example.jp", "karisome-glass.example.jp")
FOR_SCHOOLS = {5: ("board.kaku.example.jp", "SES-K12"), 15: ("sakura-es.example.jp", "WSS-K12")}
DAYS = 160
KINDS = ("new", "new", "additional", "renewal", "renewal", "renewal")
# The colleague would have filed as often as that in all the time, and began when they had come in.
COLLEAGUE_FILES, COLLEAGUE_SINCE = 10, timedelta(days=97)
REASON = "契約者の都合により、導入を見送ることになりました。"


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that somebody files: `way` is plain, copied, corrected or withdrawn."""

    at: datetime
    filer: Actor
    wanted: Wanted
    reseller: dict[str, str]
    way: str = "plain"
    account_id: UUID | None = None


def entries(filers: dict[str, Actor], visits: Sequence[Visit], dice: Random, accounts: Accounts) -> Iterator[Entry]:
    """Everybody files what they have to file, in a company account where there is one by then."""
    before: dict[str, Application] = {}
    for visit in visits:
        yield Entry(visit.at, partial(_come, visit, before, dice, accounts))


def _come(
    visit: Visit,
    before: dict[str, Application],
    dice: Random,
    accounts: Accounts,
    at: datetime,
) -> None:
    place = accounts.find(visit.filer, visit.wanted.domain)
    application = file(replace(visit, at=at, account_id=place), before.get(visit.filer.email), dice)
    before[visit.filer.email] = application


def plan(filers: dict[str, Actor], today: datetime, dice: Random) -> Iterator[Visit]:
    """Who comes when to file what."""
    ways = {3: "copied", 6: "withdrawn", 9: "copied", 12: "corrected", 17: "copied", 19: "corrected"}
    for number, at in enumerate([*_days(today, 20, dice), today - timedelta(hours=26)]):
        company = COMPANIES[OWN if number % 4 else dice.choice(GROUP)]
        yield _visit(filers["customer"], at, company, DEALERS[0], ways.get(number, "plain"), dice)
    for at in _days(today, COLLEAGUE_FILES, dice):
        if at > today - COLLEAGUE_SINCE:
            yield _visit(filers["colleague"], at, COMPANIES[OWN], DEALERS[0], "plain", dice)
    theirs = [company for domain, company in COMPANIES.items() if domain != OWN]
    for number, at in enumerate([*_days(today, 21, dice), today - timedelta(hours=5)]):
        domain, *products = FOR_SCHOOLS.get(number, ("",))
        # Every second time one of those customers who have a company account, each of them once.
        known = theirs[number // 2 % len(CLIENTS)]
        company = COMPANIES[domain] if domain else known if number % 2 == 0 else dice.choice(theirs)
        yield _visit(filers["dealer"], at, company, DEALERS[0], ways.get(number, "plain"), dice, tuple(products))
    for domain in FURTHER:
        for at in _days(today, 3, dice):
            yield _visit(filers[domain], at, COMPANIES[domain], dice.choice(DEALERS[1:4]), "plain", dice)


def _visit(
    filer: Actor,
    at: datetime,
    company: Company,
    reseller: dict[str, str],
    way: str,
    dice: Random,
    products: tuple[str, ...] = (),
) -> Visit:
    kind = "new" if products else dice.choice(KINDS)
    domain = company.party["email"].partition("@")[2]
    held = () if kind == "new" else hold_some(domain, kind, at, dice)
    return Visit(at, filer, Wanted(company, kind, products, held), reseller, way)


def _days(today: datetime, count: int, dice: Random) -> list[datetime]:
    """Moments of office hours in Tokyo, spread over the months and ending yesterday, in order."""
    first = in_tokyo(today).date() - timedelta(days=DAYS)
    moments = []
    for number in range(count):
        day = first + timedelta(days=number * (DAYS - 4) // (count - 1) + dice.randrange(3))
        # Nobody files on Saturdays and Sundays.
        day -= timedelta(days=max(0, day.weekday() - 4))
        moments.append(datetime.combine(day, time(dice.randrange(9, 18), dice.randrange(60)), TOKYO))
    return moments


def file(visit: Visit, before: Application | None, dice: Random) -> Application:
    """What somebody files on one visit; `before` is what a copy is made of."""
    with told(visit.at):
        typed = record(visit.wanted, visit.reseller, in_tokyo(visit.at).date(), dice)
        if visit.way == "copied" and before is not None:
            origin = find_application(visit.filer, before.id)
            draft = copying.copy_and_new(visit.filer, origin or before)
        else:
            draft = drafts.start(visit.filer, visit.wanted.kind, visit.wanted.company.contract_class, visit.account_id)
    filed = finish(visit.filer, draft, typed, visit.at)
    if visit.way == "withdrawn":
        with told(visit.at + timedelta(minutes=25)):
            filing.withdraw(visit.filer, filed, REASON)
    if visit.way == "corrected":
        return _correct(visit, filed)
    return filed


def _correct(visit: Visit, filed: Application) -> Application:
    """Half an hour later the filer sees that the delivery address was wrong."""
    at = visit.at + timedelta(minutes=35)
    with told(at):
        draft = copying.correct(visit.filer, filed)
        email = f"kokyaku.license@{visit.wanted.company.party['email'].partition('@')[2]}"
        type_in(draft, {"delivery": {"email": email, "company": visit.wanted.company.party["corporate_name"]}})
        return file_now(visit.filer, draft)
