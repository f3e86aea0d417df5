"""Company accounts of the demo, with the end users that are registered in them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tbc.demo.seed.companies import COMPANIES
from tbc.kit.clock import told
from tbc.kit.entries.party import PARTY
from tbc.organizations.bulk.columns import headings
from tbc.organizations.models import CompanyAccount
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.service import accounts, bulk, end_users
from tbc.policy import Actor

# Further sites of an end user: department, who is in charge there, and how the name is read and written in addresses.
SITES = (
    ("本社総務部", "見本田　一樹", "ミホンダ　カズキ", "kazuki.mihonda"),
    ("東日本支社", "例川　真由", "レイカワ　マユ", "mayu.reikawa"),
    ("西日本支社", "仮谷　俊", "カリヤ　シュン", "shun.kariya"),
    ("研究開発センター", "雛本　桃子", "ヒナモト　モモコ", "momoko.hinamoto"),
)


@dataclass(slots=True)
class Accounts:
    """Which company accounts there are by now: ids by the domains of whoever files and of the company filed for."""

    known: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def find(self, filer: Actor, domain: str) -> UUID | None:
        """The company account in which `filer` files for the company, None before there is one."""
        return self.known.get((_domain(filer.email), domain))

    def create(self, actor: Actor, organization_id: UUID, domain: str) -> CompanyAccount:
        """`actor` creates the company account of a company, and registers the company as its end user."""
        party = COMPANIES[domain].party
        organization = lock_organization(actor, organization_id)
        assert organization is not None
        details = {
            "name": party["corporate_name"],
            "name_kana": party["corporate_name_kana"],
            "corporate_number": party["corporate_number"],
        }
        made = accounts.create(actor, organization, details)
        account = find_account(actor, made.id)
        assert account is not None
        end_users.register(actor, account, party)
        self.known[_domain(actor.email), domain] = account.id
        return account


def upload_sites(actor: Actor, account: CompanyAccount, domain: str, at: datetime) -> None:
    """Register the sites of the company from a sheet, at `at`."""
    with told(at):
        problems = bulk.upload(actor, account, f"{account.name}_拠点一覧.csv", _sheet(domain))
        assert not problems, problems
        bulk.save(actor, account, "skip", bulk.look_again(actor, account).token)


def _sheet(domain: str) -> bytes:
    party = COMPANIES[domain].party
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(headings())
    for department, name, kana, local in SITES:
        site = party | {
            "department": department,
            "title": "",
            "contact_name": name,
            "contact_name_kana": kana,
            "email": f"{local}@{domain}",
        }
        rows.writerow(site[column.name] for column in PARTY)
    return file.getvalue().encode("utf-8-sig")


def _domain(email: str) -> str:
    return email.rpartition("@")[2]
