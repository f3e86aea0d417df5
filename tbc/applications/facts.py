"""What the rules need to know from outside of the record: the products of its lines, its supplements, postal data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from tbc.applications.models import Application
from tbc.applications.queries import list_supplements
from tbc.applications.record import Content
from tbc.applications.rules import Facts
from tbc.catalog.queries import get_products
from tbc.catalog.rules import refusal
from tbc.kit.clock import today
from tbc.kit.postal import prefectures_of
from tbc.partners.queries.dealers import dealers_named
from tbc.partners.queries.picking import same_dealer


def gather(application: Application, content: Content) -> Facts:
    """The facts for `content`, which may be newer than what `application` holds."""
    products = get_products(item.get("product", "") for item in content.get("items") or ())
    needs_supplements = any(product.supplement_code for product in products.values())
    uploaded = list_supplements(application.id) if needs_supplements else ()
    kind, contract_class = content.get("kind") or None, content.get("contract_class") or None
    refusals = {code: refusal(product, kind, contract_class, today()) for code, product in products.items()}
    return Facts(
        products=products,
        refusals={code: str(word) for code, word in refusals.items() if word},
        uploaded=frozenset(entry.code for entry in uploaded if not entry.problems),
        faulty=frozenset(entry.code for entry in uploaded if entry.problems),
        prefectures=prefectures_of,
        same_dealer=cache(same_dealer),
    )


def gather_for_many(contents: Iterable[Content]) -> Callable[[Content], Facts]:
    """The facts for each of many records, none of which has supplements yet: what they name is read once for all."""
    contents = list(contents)
    products = get_products(item.get("product", "") for content in contents for item in content.get("items") or ())
    companies = {_company(content, part) for content in contents for part in ("reseller", "distributor")}
    dealers = dealers_named(companies - {""})

    def same(one: str, other: str) -> bool:
        return one in dealers and dealers[one] == dealers.get(other)

    @cache
    def facts(kind: str | None, contract_class: str | None) -> Facts:
        refusals = {code: refusal(product, kind, contract_class, today()) for code, product in products.items()}
        refused = {code: str(word) for code, word in refusals.items() if word}
        return Facts(products=products, refusals=refused, prefectures=prefectures_of, same_dealer=same)

    return lambda content: facts(content.get("kind") or None, content.get("contract_class") or None)


def _company(content: Content, part: str) -> str:
    return str((content.get(part) or {}).get("company") or "")
