"""Reading the catalogue: what can be applied for, and which product a name on an old sheet means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from tbc.catalog.models import Product, ProductFile, ProductPrice, Supplement
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.search import containing, fold, pairs

PAGE = 20
LIKELY = 0.5
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−"}
_IN_BRACKETS = re.compile(r"[(\[（［【]\s*([0-9A-Za-z０-９Ａ-Ｚａ-ｚ-－‐−]+)\s*[)\]）］】]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; an empty string asks for nothing. The names are those in the address of the page."""

    q: str = ""
    kind: str = ""
    application_kind: str = ""
    contract_class: str = ""
    channel: str = ""


def find_product(code: str) -> Product | None:
    """The product with that code, whether or not it is offered today."""
    return session.get(Product, code)


def get_products(codes: Iterable[str]) -> dict[str, Product]:
    """The products with these codes, by code; unknown codes are absent."""
    asked = sorted(set(codes))
    rows = session.scalars(select(Product).where(Product.code.in_(asked))) if asked else ()
    return {product.code: product for product in rows}


def find_file(file_id: UUID) -> ProductFile | None:
    """A file of a product; its body is read when it is asked for."""
    return session.get(ProductFile, file_id)


def find_supplement(code: str) -> Supplement | None:
    """The supplement with that code."""
    return session.get(Supplement, code)


def list_supplements() -> Sequence[Supplement]:
    """All supplements, by name."""
    return session.scalars(select(Supplement).order_by(Supplement.name)).all()


def list_supplement_codes() -> frozenset[str]:
    """The codes of all supplements."""
    return frozenset(session.scalars(select(Supplement.code)))


def list_codes() -> frozenset[str]:
    """The codes of all products."""
    return frozenset(session.scalars(select(Product.code)))


def list_files(product_codes: Iterable[str], kind: str | None = None) -> Sequence[ProductFile]:
    """The files of these products by code and in their order, without their bodies: only those that a delivery of
    `kind` (new, additional, renewal) brings, None for all."""
    wanted = select(ProductFile).where(ProductFile.product_code.in_(sorted(set(product_codes))))
    if kind:
        wanted = wanted.where(ProductFile.delivered_with.contains([kind]))
    return session.scalars(wanted.order_by(ProductFile.product_code, ProductFile.position, ProductFile.id)).all()


def list_prices(product_codes: Iterable[str]) -> Sequence[ProductPrice]:
    """All prices of these products, also those that have ended, in the order in which one reads them."""
    price = ProductPrice
    order = (price.product_code, price.contract_class, price.application_kind, price.years, price.quantity_from)
    wanted = select(price).where(price.product_code.in_(sorted(set(product_codes))))
    return session.scalars(wanted.order_by(*order, price.valid_from)).all()


@dataclass(frozen=True, slots=True)
class Page:
    """Some products in order; `previous` and `next` are codes that the pages beside go on from, None at an end."""

    products: list[Product]
    previous: str | None
    next: str | None


def list_products(wanted: Wanted, limit: int = PAGE) -> list[Product]:
    """The first `limit` products that are offered today and fit `wanted`, by code."""
    return list(session.scalars(_products(wanted).order_by(Product.code).limit(limit)))


def get_page(wanted: Wanted, after: str = "", before: str = "", limit: int = PAGE) -> Page:
    """At most `limit` of those products behind the code `after`, or those directly ahead of the code `before`."""
    query = _products(wanted)
    if before:
        rows = list(session.scalars(query.where(Product.code < before).order_by(Product.code.desc()).limit(limit + 1)))
        shown, is_more = rows[:limit][::-1], len(rows) > limit
        return Page(shown, shown[0].code if is_more else None, shown[-1].code if shown else None)
    rows = list(session.scalars(query.where(Product.code > after).order_by(Product.code).limit(limit + 1)))
    shown, is_more = rows[:limit], len(rows) > limit
    return Page(shown, shown[0].code if after and shown else None, shown[-1].code if is_more else None)


def count_products(wanted: Wanted) -> int:
    """How many products `list_products` has in all its pages."""
    return session.scalar(select(func.count()).select_from(Product).where(*_conditions(wanted))) or 0


def list_eligible(kind: str | None, contract_class: str | None, words: str = "", limit: int = PAGE) -> list[Product]:
    """Products that can be applied for on the web today, by code; `kind` and `contract_class` None ask for nothing."""
    return list_products(
        Wanted(q=words, application_kind=kind or "", contract_class=contract_class or "", channel="web"), limit=limit
    )


def count_eligible() -> int:
    """How many products can be applied for on the web today."""
    return count_products(Wanted(channel="web"))


def find_named(product_name: str) -> Product | None:
    """The one product that `product_name` from an old sheet means without doubt, else None.

    A code in brackets decides, or else the same name but for width, case, hyphens and spaces.
    """
    by_code = _by_code(product_name)
    if by_code:
        return by_code
    plain = _plain(product_name)
    named = [p for p in _with_common_pairs(product_name) if plain in {_plain(p.name_ja), _plain(p.name_en)}]
    return named[0] if len(named) == 1 else None


def match_name(product_name: str, limit: int = 5) -> list[Product]:
    """The products that `product_name` may mean, best first: the one of `find_named`, else candidates to choose from.

    Candidates have at least half of the pairs of characters in common with the name.
    """
    certain = find_named(product_name)
    if certain:
        return [certain]
    scored = [(_likeness(product_name, product), product) for product in _with_common_pairs(product_name)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [product for score, product in scored if score >= LIKELY][:limit]


def _products(wanted: Wanted) -> Select[Product]:
    return select(Product).where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    day = today()
    found = [
        or_(Product.offered_from.is_(None), Product.offered_from <= day),
        or_(Product.offered_until.is_(None), Product.offered_until >= day),
        *containing(wanted.q, Product.search_text, Product.search_pairs),
    ]
    if wanted.kind:
        found.append(Product.kind == wanted.kind)
    if wanted.channel:
        found.append(Product.channel == wanted.channel)
    if wanted.application_kind:
        found.append(Product.application_kinds.contains([wanted.application_kind]))
    if wanted.contract_class:
        found.append(Product.contract_classes.contains([wanted.contract_class]))
    return found


def _by_code(product_name: str) -> Product | None:
    told = [*_IN_BRACKETS.findall(product_name), product_name]
    codes = [normalize("NFKC", code).translate(_DASHES).strip().upper() for code in told]
    known = get_products(codes)
    return next((known[code] for code in codes if code in known), None)


def _with_common_pairs(name: str) -> list[Product]:
    asked = pairs(fold(name))
    return list(session.scalars(select(Product).where(Product.search_pairs.overlap(asked)))) if asked else []


def _likeness(name: str, product: Product) -> float:
    """Dice's coefficient of the pairs of characters of two names: 0 for nothing in common, 1 for the same."""
    asked = set(pairs(_plain(name)))
    both = [set(pairs(_plain(own))) for own in (product.name_ja, product.name_en)]
    return max((2 * len(asked & own) / (len(asked) + len(own)) for own in both if own), default=0)


def _plain(name: str) -> str:
    return fold(name).replace(" ", "")
