"""One act on the catalogue at a time, and what it leaves in the audit trail."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tbc.audit.service import record
from tbc.catalog.models import Product
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

_LOCK = 0x7462_6361_7461  # "tbcata": the key of the advisory lock


def hold_catalog() -> None:
    """Let this transaction alone change the catalogue: what an act compares with stays as it is until it is over."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def note(act: str, actor: Actor, product: Product, **details: Any) -> None:
    """An audit event about the product."""
    record(act, actor, "product", product.audited_as, code=product.code, **details)


def touch(product: Product) -> None:
    """Count a change of the product, its prices or its files."""
    product.version += 1
    product.changed_at = now()
