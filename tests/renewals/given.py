"""What tests of renewals begin with: the consumer line with prices, licenses of it, renewals half-way and ordered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc.accounts.models import User
from tbc.applications.queries import reach_of
from tbc.catalog.models import Product, ProductPrice
from tbc.invoices.models import Document, Invoice
from tbc.invoices.queries.standing import get_invoice, lock_invoice
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.service.applying import apply
from tbc.licenses.service.closing import close_for_order
from tbc.organizations.models import CompanyAccount
from tbc.payments.service.settling import settle, unsettle
from tbc.renewals.models import Renewal
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.queries.finding import lock_renewal
from tbc.renewals.service import choosing, ordering, paying, receipting  # noqa: F401  # registers what payments bring
from tests.licenses.making import a_license, a_line, an_order_of
from tests.people import acting, an_operator

# Code, name, yen for one device and year, tax rate, months before and after the end, what it renews into.
LINE: dict[str, tuple[str, int, int, int | None, int | None, list[str]]] = {
    "VBC": ("ウイルスバスター クラウド", 4800, 10, 39, 24, ["VBC", "VBC-DLS", "VBT-STD", "VBT-PRE"]),
    "VBC-DLS": ("クラウド + デジタルライフサポート プレミアム", 6980, 10, 39, 24, ["VBC-DLS", "VBT-PRE"]),
    "VBT-STD": ("トータルセキュリティ スタンダード", 6480, 10, None, None, ["VBT-STD", "VBT-PRE"]),
    "VBT-PRE": ("トータルセキュリティ プレミアム", 9480, 10, None, None, ["VBT-STD", "VBT-PRE"]),
    "REDUCED": ("軽減税率の見本", 1111, 8, 39, 24, []),
}
PAYER = {
    "company": "サンプル髙﨑建設株式会社",
    "department": "総務部",
    "contact_name": "見本　さくら",
    "postal_code": "4980000",
    "prefecture": "三重県",
    "city": "桑名郡木曽岬町",
    "street": "大字西対海地251",
    "building": "",
    "phone": "0567-55-3265",
    "email": "keiri@takasaki.example.jp",
    "transfer_name": "カ）サンプルタカサキケンセツ",
}
_serials = count(1)


def the_line() -> None:
    """The products, each with prices for one to three years; those that are there already stay."""
    priced = set(session.scalars(select(ProductPrice.product_code).where(ProductPrice.application_kind == "renewal")))
    since = {"contract_class": "corporate", "application_kind": "renewal", "valid_from": date(2020, 4, 1)}
    for code, (name, yearly, tax, before, after, into) in LINE.items():
        if session.get(Product, code) is None:
            session.add(
                Product(
                    code=code,
                    name_ja=name,
                    name_en=f"{code} in English",
                    kind="consumer-line",
                    application_kinds=["renewal"],
                    contract_classes=["corporate"],
                    unit="device",
                    tax_rate=tax,
                    renewable_months_before=before,
                    renewable_months_after=after,
                    renews_into=into,
                )
            )
            session.flush()
        if code not in priced:
            session.add_all(ProductPrice(product_code=code, years=n, unit_price=yearly * n, **since) for n in (1, 2, 3))
    session.commit()


def held(
    holder: User | None = None,
    account: CompanyAccount | None = None,
    *,
    product: str = "VBC",
    days: int = 24,
    ends_on: date | None = None,
    quantity: int = 20,
    **more: Any,
) -> License:
    """A license that ends in so many `days`, with a serial number."""
    the_line()
    bought = {"product_code": product, "product_name": LINE[product][0], "quantity": quantity, "term_years": 1}
    given = {"serials": [f"TB{next(_serials):010d}"], "shown_from": date(2020, 1, 1)} | more
    license_ = a_license(holder, account, line=bought, **given)
    license_.ends_on = ends_on or today() + timedelta(days=days)
    license_.starts_on = min(license_.starts_on, license_.ends_on)
    session.commit()
    return license_


def begun(
    user: User, licenses: list[License], *, product: str = "", years: int = 1, token: UUID | None = None
) -> Renewal:
    """A renewal of these licenses, chosen and no more."""
    chosen = [Choice(one.license_id, product or one.product_code, years) for one in licenses]
    owner = licenses[0].company_account_id
    renewal = choosing.begin(acting(user), owner, reach_of(acting(user)).managed, chosen, token or new_id(), "ja")
    session.commit()
    return renewal


def ready(user: User, licenses: list[License], **what: Any) -> Renewal:
    """One that only waits for its last confirmation."""
    renewal, who = begun(user, licenses, **what), acting(user)
    ordering.set_payer(who, renewal, PAYER)
    ordering.agree_to_license(who, renewal)
    ordering.agree_to_privacy(who, renewal)
    session.commit()
    return renewal


def ordered(user: User, licenses: list[License], **what: Any) -> Renewal:
    """One whose invoice waits to be paid."""
    renewal = ready(user, licenses, **what)
    ordering.order(acting(user), renewal, renewal.version, {one.renewal_id for one in ordering.waiting_of(renewal)})
    session.commit()
    return renewal


def paid(renewal: Renewal, on: date | None = None) -> Invoice:
    """Its invoice, paid by a transfer with that value date."""
    assert renewal.invoice_id is not None
    invoice = lock_invoice(renewal.invoice_id)
    settle(acting(an_operator()), [invoice], on or today())
    session.commit()
    return get_invoice(renewal.invoice_id)


def told(renewal: Renewal) -> Document | None:
    """Its receipt, made and sent as the job does it."""
    receipt = receipting.tell(renewal.id)
    session.commit()
    return receipt


def undo(renewal: Renewal) -> None:
    """The payment is undone by staff."""
    assert renewal.invoice_id is not None
    clerk = acting(an_operator())
    with session.begin_nested():
        unsettle(clerk, lock_invoice(renewal.invoice_id), "取り違えたため")


def enlarge(license_: License, by: int = 5) -> None:
    """Units are added by an order of their own."""
    line = {"product_code": license_.product_code, "quantity": by, "license_id": license_.license_id}
    apply(a_line(kind="additional", **line), an_order_of())
    session.commit()


def close(license_: License) -> None:
    """The order that began it is cancelled."""
    wanted = select(LicenseChange.order_number).where(
        LicenseChange.license_id == license_.id, LicenseChange.act == "begun"
    )
    close_for_order(str(session.scalar(wanted)), acting(an_operator()))
    session.commit()


def again(user: User, renewal: Renewal) -> Renewal:
    """The renewal as the database has it now."""
    session.expire_all()
    found = lock_renewal(acting(user), renewal.id)
    assert found is not None
    return found
