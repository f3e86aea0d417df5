"""Records as they are typed: what somebody files for a company, with products that its contract class allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.demo.seed.companies import DEALERS, Company
from tbc.demo.seed.contracts import ANYBODY, APPLIANCES, Held, letters

FIRST_TIME_ONLY = ("SUP-PRM",)
REMARKS = (
    "ご発注は月末を予定しています。",
    "前回と同じ構成です。",
    "台数は現在調整中のため、追加で申請することがあります。",
    "年度内の納品を希望します。",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is filed: for whom, what kind, and, where it is not left to the dice, which products, or which licenses."""

    company: Company
    kind: str
    products: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def domain(self) -> str:
        """By which the company is found among all of them."""
        return self.company.party["email"].partition("@")[2]


def record(wanted: Wanted, reseller: dict[str, str], today: date, dice: Random) -> dict[str, Any]:
    """The whole record, by the parts of its steps."""
    held = {one.product: one for one in wanted.held}
    codes = wanted.products or tuple(held) or _pick(wanted, dice)
    found = get_products(codes)
    party = wanted.company.party
    return {
        "kind": wanted.kind,
        "contract_class": wanted.company.contract_class,
        "items": [_item(found[code], wanted.kind, today, dice, held.get(code)) for code in codes],
        "end_user": dict(party),
        "support_contact": {"same_as": "end_user"},
        "renewal_contact": _renewal_contact(party, dice),
        "delivery": {"email": f"license@{party['email'].partition('@')[2]}", "company": party["corporate_name"]},
        "reseller": dict(reseller),
        "distributor": {"same_as": "other", **dice.choice(DEALERS[4:])}
        if dice.random() < 0.4
        else {"same_as": "reseller"},
        "customer_po": f"PO-{today:%y%m}-{dice.randrange(1, 400):03d}" if dice.random() < 0.6 else "",
        "reseller_reference": f"{dice.randrange(10**7, 10**8)}" if dice.random() < 0.5 else "",
        "contact_persons": _contact_persons(party) if "SUP-PRM" in codes else [],
        "remarks": dice.choice(REMARKS) if dice.random() < 0.3 else "",
    }


def _pick(wanted: Wanted, dice: Random) -> list[str]:
    pool = list(ANYBODY)
    if wanted.kind != "new":
        pool += APPLIANCES
    else:
        pool += FIRST_TIME_ONLY
    if wanted.company.contract_class == "academic":
        pool += ["SGE-EDU"] * 6
    # The same product twice is one line.
    return list(dict.fromkeys(dice.sample(pool, dice.choice((1, 1, 1, 2, 3)))))


def _item(product: Product, kind: str, today: date, dice: Random, held: Held | None) -> dict[str, str]:
    most = min(product.max_quantity, 1200)
    least = max(product.min_quantity, 1)
    quantity = dice.choice([n for n in (1, 2, 5, 10, 15, 25, 40, 60, 100, 150, 300, 480, 1200) if least <= n <= most])
    item = {"product": product.code, "quantity": str(quantity), "term_years": str(dice.choice(product.term_years))}
    if kind == "new":
        return item
    item |= _reference(product, dice, held)
    if kind == "additional":
        return item | {"held_quantity": str(held.quantity if held else quantity * dice.choice((1, 2, 4)))}
    end = held.ends_on if held else today + timedelta(days=dice.randrange(20, 90))
    return item | {"quantity": str(held.quantity if held else quantity), "current_end_on": end.isoformat()}


def _reference(product: Product, dice: Random, held: Held | None) -> dict[str, str]:
    """By what the license is named: as it is held, or, in a draft, as somebody has typed it."""
    if product.reference == "serial":
        return {"serial_number": held.code if held else f"SN{dice.randrange(10**10):010d}"}
    named = {"license_id": held.license_id if held else letters(10, dice)}
    return named | ({"activation_code": held.code} if held and dice.random() < 0.3 else {})


def _renewal_contact(party: dict[str, str], dice: Random) -> dict[str, str]:
    if dice.random() < 0.7:
        return {"same_as": "end_user"}
    domain = party["email"].partition("@")[2]
    return {
        "same_as": "other",
        "company": party["corporate_name"],
        "contact_name": "資産　管理",
        "email": f"kanri.shisan@{domain}",
    }


def _contact_persons(party: dict[str, str]) -> list[dict[str, str]]:
    first = {
        "name": party["contact_name"],
        "name_kana": party["contact_name_kana"],
        "phone": party["phone"],
        "email": party["email"],
    }
    domain = party["email"].partition("@")[2]
    return [first, first | {"name": "夜間　当番", "name_kana": "ヤカン　トウバン", "email": f"yakan.toban@{domain}"}]
