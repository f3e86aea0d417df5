"""Renewals by invoice: one that was paid, one of a license that has grown since, one whose transfer lacks the fee of
the bank, and transfers of nobody known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from sqlalchemy import exists, select

from tbc.applications.queries import reach_of
from tbc.deliveries.service.shipping import ship
from tbc.demo.billing import VIRTUAL
from tbc.demo.seed.accounts import Accounts
from tbc.demo.seed.applications import Visit, file
from tbc.demo.seed.companies import COMPANIES, DEALERS
from tbc.demo.seed.contracts import Held
from tbc.demo.seed.diary import Entry, by_day
from tbc.demo.seed.holders import OWN
from tbc.demo.seed.people import find_staff
from tbc.demo.seed.records import Wanted
from tbc.invoices.models import Invoice
from tbc.kit.clock import in_tokyo, told
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.sheets import stream_csv
from tbc.licenses.models import License, LicenseCode
from tbc.orders.queries import lock_order
from tbc.orders.rules import OrderDetails
from tbc.orders.service.entering import enter
from tbc.payments.service.importing import take
from tbc.payments.service.mapping import mapping_of, save_mapping
from tbc.policy import Actor
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.service import choosing, ordering, receipting

MAPPING = "見本銀行 入金明細"
COLUMNS = {"booked_on": 1, "amount": 2, "payer_name": 3, "payer_code": 4}
HEADINGS = ("入金日", "金額", "振込依頼人名", "入金先口座")
# What the customer's bank has taken out of what was sent.
FEE = 880
UNKNOWN = ("132,000", "カ）レイジシヨウカイ", "")


def entries(filers: dict[str, Actor], today: datetime, accounts: Accounts) -> Iterator[Entry]:
    """In days before `today`: the customer renews two licenses and pays; renews another, to which they add units before
    they pay; renews a last one. What came of the last two has not been opened by staff."""
    customer = filers["customer"]
    acts = [
        (15, partial(_order, customer, accounts, 2, 1)),
        (11, partial(_take, 0)),
        (9, partial(_order, customer, accounts, 1, 1)),
        (8, partial(_enlarge, customer, accounts)),
        (7, partial(_take, 0)),
        (5, partial(_order, customer, accounts, 1, 3)),
        (1, partial(_take, FEE)),
    ]
    for days, act in acts:
        yield Entry(by_day(today - timedelta(days=days), 10), act)


def _order(actor: Actor, accounts: Accounts, count: int, years: int, _at: datetime) -> None:
    """Renew so many of the licenses that end next, for so many years: none for the second time."""
    account = accounts.known[OWN, OWN]
    of_account = (License.company_account_id == account, License.state == "active", License.ends_on > _at.date())
    known = exists().where(RenewalLine.license_id == License.id)
    ends = select(License.license_id).where(*of_account, ~known).order_by(License.ends_on, License.id).limit(count)
    chosen = [Choice(number, years=years) for number in session.scalars(ends)]
    renewal = choosing.begin(actor, account, reach_of(actor).managed, chosen, new_id(), "ja")
    ordering.set_payer(actor, renewal, _payer())
    ordering.agree_to_license(actor, renewal)
    ordering.agree_to_privacy(actor, renewal)
    ordering.order(actor, renewal, renewal.version, ())


def _enlarge(actor: Actor, accounts: Accounts, at: datetime) -> None:
    """Units are added to the license that is being renewed: filed, ordered and shipped on one morning."""
    line = select(RenewalLine).where(RenewalLine.is_open)
    license_ = session.get_one(License, session.scalars(line).one().license_id)
    code = session.scalars(select(LicenseCode.code).where(LicenseCode.license_id == license_.id)).first() or ""
    held = Held(OWN, license_.license_id, license_.product_code, license_.quantity, license_.ends_on, code)
    wanted = Wanted(COMPANIES[OWN], "additional", held=(held,))
    visit = Visit(at, actor, wanted, DEALERS[0], account_id=accounts.known[OWN, OWN])
    # Dice of its own: the rest of the demo falls as it did.
    application = file(visit, None, Random(7))  # noqa: S311  # dice for made-up data, no secret
    with told(at + timedelta(hours=2)):
        staff = find_staff("operator")
        order = enter(staff, str(application.number), OrderDetails())
        ship(staff, lock_order(staff, order.id) or order)


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
    save_mapping(staff, MAPPING, "main", mapping_of(COLUMNS), head=HEADINGS)
    [invoice] = session.scalars(select(Invoice).where(Invoice.state == "open"))
    day = f"{in_tokyo(at):%Y/%m/%d}"
    # The number that is the invoice's own, as the bank writes it: of its branch, in its account.
    place = f"{VIRTUAL['branch_code']}{invoice.virtual_account}"
    rows = [(day, str(invoice.amount - missing), invoice.transfer_name_kana, place)]
    rows += [(day, *UNKNOWN)] if missing else []
    sheet = b"".join(stream_csv(HEADINGS, rows))
    take(staff, sheet, f"nyukin_{in_tokyo(at):%Y%m%d}.csv", mapping_of(COLUMNS), "main")
    # Nobody's worker runs on that day: what its job would do is done here.
    for own in session.scalars(select(Renewal.id).where(Renewal.state == "paid", Renewal.told_at.is_(None))).all():
        receipting.tell(own)
