"""What the desk reads of the catalogue: all products in any state, one of them, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from tbc.audit.models import AuditEvent
from tbc.catalog.models import Product, ProductFile, ProductPrice
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.policy import Actor

PAGE = 50
EVENTS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; an empty string asks for nothing. The names are those in the address."""

    q: str = ""
    kind: str = ""
    channel: str = ""
    application_kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some products by code; `previous` and `next` are where the pages beside it begin, None at an end."""

    products: Sequence[Product]
    previous: str | None
    next: str | None


def find_product(actor: Actor, code: str) -> Product | None:
    """A product in any state, as staff alone may see it here."""
    return session.get(Product, code) if actor.is_staff else None


def find_price(actor: Actor, price_id: UUID) -> ProductPrice | None:
    """One price, for staff."""
    return session.get(ProductPrice, price_id) if actor.is_staff else None


def find_file(actor: Actor, file_id: UUID) -> ProductFile | None:
    """One file, for staff; its body is read when it is asked for."""
    return session.get(ProductFile, file_id) if actor.is_staff else None


def find_kept_file(actor: Actor, file_id: UUID) -> ProductFile | None:
    """One that is kept here, and not elsewhere."""
    found = find_file(actor, file_id)
    return found if found and not found.address else None


def get_product(code: str) -> Product:
    """The product of a price or a file."""
    return session.get_one(Product, code)


def get_page(wanted: Wanted, after: str = "", before: str = "") -> Page:
    """At most fifty products behind the code `after`, or those directly ahead of the code `before`."""
    query = select(Product).where(*_conditions(wanted))
    if before:
        rows = session.scalars(query.where(Product.code < before).order_by(Product.code.desc()).limit(PAGE + 1)).all()
        shown = rows[:PAGE][::-1]
        return Page(shown, shown[0].code if len(rows) > PAGE else None, shown[-1].code if shown else None)
    rows = session.scalars(query.where(Product.code > after).order_by(Product.code).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    return Page(shown, shown[0].code if after and shown else None, shown[-1].code if len(rows) > PAGE else None)


def each_product(wanted: Wanted) -> Iterator[Product]:
    """All products of the list, in its order, while they are read."""
    query = select(Product).where(*_conditions(wanted)).order_by(Product.code)
    yield from session.scalars(query.execution_options(yield_per=200))


def each_price(wanted: Wanted) -> Iterator[ProductPrice]:
    """All prices of these products, in the order in which one reads them."""
    price = ProductPrice
    query = select(price).join(Product, Product.code == price.product_code).where(*_conditions(wanted))
    order = (price.product_code, price.contract_class, price.application_kind, price.years, price.quantity_from)
    yield from session.scalars(query.order_by(*order, price.valid_from).execution_options(yield_per=1000))


def count_products(wanted: Wanted) -> int:
    """How many products the list has in all its pages."""
    return session.scalar(select(func.count()).select_from(Product).where(*_conditions(wanted))) or 0


def list_events(product: Product) -> Sequence[AuditEvent]:
    """The latest events about a product."""
    about = (AuditEvent.subject_type == "product", AuditEvent.subject_id == product.audited_as)
    wanted = select(AuditEvent).where(*about)
    return session.scalars(wanted.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(EVENTS)).all()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = containing(wanted.q, Product.search_text, Product.search_pairs)
    if wanted.kind:
        found.append(Product.kind == wanted.kind)
    if wanted.channel:
        found.append(Product.channel == wanted.channel)
    if wanted.application_kind:
        found.append(Product.application_kinds.contains([wanted.application_kind]))
    if wanted.state:
        found.append(_in_state(wanted.state))
    return found


def _in_state(state: str) -> ColumnElement[bool]:
    day = today()
    if state == "coming":
        return Product.offered_from > day
    if state == "ended":
        return Product.offered_until < day
    begun = or_(Product.offered_from.is_(None), Product.offered_from <= day)
    return begun & or_(Product.offered_until.is_(None), Product.offered_until >= day)
