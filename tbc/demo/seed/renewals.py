"""Renewals by invoice: one that was paid, one whose transfer lacks the bank's fee, and transfers of nobody known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from tbc.applications.queries import reach_of
from tbc.demo.billing import ACCOUNT
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.companies import COMPANIES
from tbc.demo.seed.diary import Entry, by_day
from tbc.demo.seed.holders import OWN
from tbc.demo.seed.people import find_staff
from tbc.invoices.models import Invoice
from tbc.kit.clock import in_tokyo
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.sheets import stream_csv
from tbc.licenses.models import License
from tbc.payments.service.importing import take
from tbc.payments.service.mapping import mapping_of, save_mapping
from tbc.policy import Actor
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.service import choosing, ordering

MAPPING = "見本銀行 入金明細"
COLUMNS = {"booked_on": 1, "amount": 2, "payer_name": 3}
HEADINGS = ("入金日", "金額", "振込依頼人名")
# What the customer's bank has taken out of what was sent.
FEE = 880
UNKNOWN = ("132,000", "カ）レイジシヨウカイ")


def entries(filers: dict[str, Actor], today: datetime, accounts: Accounts) -> Iterator[Entry]:
    """In days before `today`: the customer renews two licenses and pays, then one more; the last has not been opened
    by staff."""
    customer = filers["customer"]
    acts = [
        (15, partial(_order, customer, accounts, 2, 1)),
        (11, partial(_take, 0)),
        (5, partial(_order, customer, accounts, 1, 3)),
        (1, partial(_take, FEE)),
    ]
    for days, act in acts:
        yield Entry(by_day(today - timedelta(days=days), 10), act)


def _order(actor: Actor, accounts: Accounts, count: int, years: int, _at: datetime) -> None:
    """Renew so many of the licenses that end next, for so many years."""
    account = accounts.known[OWN, OWN]
    of_account = (License.company_account_id == account, License.state == "active", License.ends_on > _at.date())
    ends = select(License.license_id).where(*of_account).order_by(License.ends_on, License.id).limit(count)
    chosen = [Choice(number, years=years) for number in session.scalars(ends)]
    renewal = choosing.begin(actor, account, reach_of(actor).managed, chosen, new_id(), "ja")
    ordering.set_payer(actor, renewal, _payer())
    ordering.agree_to_license(actor, renewal)
    ordering.agree_to_privacy(actor, renewal)
    ordering.order(actor, renewal, renewal.version, ())


def _payer() -> dict[str, str]:
    party = COMPANIES[OWN].party
    same = ("department", "contact_name", "postal_code", "prefecture", "city", "street", "building", "phone", "email")
    return {
        **{name: party[name] for name in same},
        "company": party["corporate_name"],
        "transfer_name": party["corporate_name_kana"],
    }


def _take(missing: int, at: datetime) -> None:
    """The bank's list of the day: the open invoice is paid, but for what is missing, and somebody else has paid."""
    staff = find_staff("operator")
    save_mapping(staff, MAPPING, ACCOUNT["key"], mapping_of(COLUMNS))
    [invoice] = session.scalars(select(Invoice).where(Invoice.state == "open"))
    day = f"{in_tokyo(at):%Y/%m/%d}"
    name = invoice.transfer_name_kana if missing else f"{invoice.number} {invoice.transfer_name_kana}"
    rows = [(day, str(invoice.amount - missing), name), *([(day, *UNKNOWN)] if missing else [])]
    sheet = b"".join(stream_csv(HEADINGS, rows))
    take(staff, sheet, f"nyukin_{in_tokyo(at):%Y%m%d}.csv", mapping_of(COLUMNS), ACCOUNT["key"])
