"""Bringing codes into the stock, all or nothing, and taking a free one out again (DLV-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tbc.audit import service as audit
from tbc.catalog.models import Product
from tbc.deliveries.models import StockCode
from tbc.deliveries.stock_sheet import Judged, Row, judge
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.policy import Actor


class CodesRefused(Exception):
    """Some rows cannot be brought, and so none was: `judged` says which."""

    def __init__(self, judged: Judged) -> None:
        super().__init__(f"{len(judged.problems)} problems")
        self.judged = judged


class AlreadyGiven(Exception):
    """The code was given with a delivery and stays there."""


def bring(actor: Actor, rows: Sequence[Row]) -> Judged:
    """Put the codes into the stock.

    Raises:
        CodesRefused: a row is wrong, or somebody has brought one of the codes meanwhile.
    """
    judged = judge(rows)
    if judged.problems:
        raise CodesRefused(judged)
    at = now()
    values = [_values(actor, row, judged.products, at) for row in rows]
    try:
        with session.begin_nested():
            session.execute(insert(StockCode), values)
    except IntegrityError as error:
        raise CodesRefused(judge(rows)) from error
    for code, count in judged.counts.items():
        audit.record("stock-brought", actor, "product", judged.products[code].audited_as, product=code, count=count)
    session.flush()
    return judged


def take_out(actor: Actor, row: StockCode, product: Product) -> None:
    """Remove a free code that should not be there; `row` is locked.

    Raises:
        AlreadyGiven: it was given.
    """
    if row.given_at is not None:
        raise AlreadyGiven
    session.delete(row)
    # The last characters alone: a code is as good as what it opens.
    audit.record("stock-taken-out", actor, "product", product.audited_as, product=product.code, ends=row.code[-4:])
    session.flush()


def _values(actor: Actor, row: Row, products: Mapping[str, Product], at: object) -> dict[str, object]:
    return {
        "id": new_id(),
        "product_code": row.product,
        "kind": products[row.product].code_kind,
        "code": row.code,
        "brought_at": at,
        "brought_by_name": actor.name,
    }
