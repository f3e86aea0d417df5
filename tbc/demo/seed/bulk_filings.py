"""Sheets of applications (一括申請): one that the dealer filed last week, and one that is still to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tbc.bulk_filing.columns import IN_TEMPLATE
from tbc.bulk_filing.queries import lock_filing
from tbc.bulk_filing.service import filing, intake, working
from tbc.catalog.models import Product
from tbc.catalog.queries import list_eligible
from tbc.demo.seed.companies import COMPANIES, DEALERS
from tbc.demo.seed.dealership import CLIENTS
from tbc.demo.seed.diary import Entry
from tbc.kit.clock import told
from tbc.kit.sheets import stream_csv
from tbc.legal import versions
from tbc.policy import Actor

LONG = 600.0  # seconds: as many turns as it takes
# The first has a company account in both of the dealer's organizations, so that its name alone does not tell which.
FILED, TO_MEND = CLIENTS[1:10], CLIENTS[1:7]
Cells = dict[str, str]


def entries(filers: dict[str, Actor], today: datetime) -> Iterator[Entry]:
    """Both are the dealer's."""
    dealer = filers["dealer"]
    yield Entry(today - timedelta(days=6, hours=2), partial(_file, dealer))
    yield Entry(today - timedelta(hours=9), partial(_leave_unmended, dealer))


def _file(dealer: Actor, at: datetime) -> None:
    products = _products()
    rows = [_row(number, domain, products) for number, domain in enumerate(FILED)]
    # One of them takes two products, and one row was never filled in properly.
    rows.insert(1, {"key": rows[0]["key"], **_item(products[-1], 5)})
    rows[4] |= {"items.quantity": "10台くらい"}
    begun = _upload(dealer, "11月_お客様申請.csv", rows)
    with told(at + timedelta(minutes=4)):
        found = lock_filing(dealer, begun)
        assert found is not None
        agreed = {"consent": True, "privacy": True}
        filing.begin(dealer, found, "good", agreed, doubles=False, agreed_version=versions.PRIVACY)
    with told(at + timedelta(minutes=5)):
        working.file_on(begun, LONG, validity=None)


def _leave_unmended(dealer: Actor, _at: datetime) -> None:
    """What offices get wrong: an account's name, a forgotten code, a postal code of elsewhere, the same row twice."""
    products = _products()
    rows = [_row(number, domain, products, "12月") for number, domain in enumerate(TO_MEND)]
    rows[1] |= {"account": "サンプル商事（旧）"}
    rows[2] |= {"kind": "更新"}
    rows[3] |= {"end_user.postal_code": "100-0001", "delivery.email": "license＠"}
    rows.append(dict(rows[0], key=""))
    _upload(dealer, "12月_お客様申請.csv", rows)


def _upload(dealer: Actor, name: str, rows: Sequence[Cells]) -> UUID:
    titles = [column.heading for column in IN_TEMPLATE]
    body = b"".join(stream_csv(titles, ([row.get(column.path, "") for column in IN_TEMPLATE] for row in rows)))
    return intake.upload(dealer, name, body, None).id


def _row(number: int, domain: str, products: Sequence[Product], month: str = "11月") -> Cells:
    """An application for a customer who is registered in a company account: name and department tell who it is."""
    party = COMPANIES[domain].party
    return {
        "key": f"{month} {party['corporate_name']}",
        "account": party["corporate_name"],
        "kind": "新規",
        "contract_class": {"corporate": "一般", "government": "官公庁", "academic": "教育"}[
            COMPANIES[domain].contract_class
        ],
        **_item(products[number % len(products)], (10 if month == "11月" else 20) * (number + 1)),
        "end_user.corporate_name": party["corporate_name"],
        "end_user.department": party["department"],
        "support_contact.same_as": "契約者と同じ",
        "renewal_contact.same_as": "契約者と同じ",
        "delivery.email": f"license@{domain}",
        "reseller.company": DEALERS[0]["company"],
        "distributor.same_as": "販売店と同じ",
        "consent": "得ている",
    }


def _item(product: Product, quantity: int) -> Cells:
    return {"items.product": product.code, "items.quantity": str(quantity), "items.term_years": "1"}


def _products() -> list[Product]:
    """Such as anybody may have in any number, with nothing beside."""
    eligible = list_eligible("new", None, limit=100)
    return [
        product
        for product in eligible
        if not product.supplement_code
        and not product.contact_persons_required
        and len(product.contract_classes) == 3
        and 1 in product.term_years
        and product.min_quantity <= 5
        and product.max_quantity >= 500
    ][:4]
