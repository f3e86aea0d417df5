"""The files that a product brings: added, moved in their order, removed (CAT-1, CAT-3)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from tbc.catalog.models import Product, ProductFile
from tbc.catalog.queries import list_files
from tbc.catalog.service.holding import hold_catalog, note, touch
from tbc.kit.db import session
from tbc.policy import Actor

AT_MOST = 20


class TooManyFiles(Exception):
    """A product has at most `AT_MOST` files."""


def add(actor: Actor, product: Product, values: Mapping[str, Any]) -> ProductFile:
    """A further file, the last in order: `values` are its columns, with either a `body` or an `address`.

    Raises:
        TooManyFiles: see there.
    """
    hold_catalog()
    standing = list_files([product.code])
    if len(standing) >= AT_MOST:
        raise TooManyFiles
    body = values.get("body")
    measured = {"sha256": sha256(body).hexdigest(), "size": len(body)} if body is not None else {}
    position = max((file.position for file in standing), default=0) + 1
    file = ProductFile(product_code=product.code, position=position, **{**values, **measured})
    session.add(file)
    touch(product)
    session.flush()
    note("product-file-added", actor, product, **_said(file))
    return file


def move(actor: Actor, product: Product, file: ProductFile, *, up: bool) -> None:
    """Let a file change its place with the one before it, or behind it; at an end it stays."""
    hold_catalog()
    files = list(list_files([product.code]))
    place = files.index(file)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(files):
        return
    files[place], files[other] = files[other], files[place]
    for position, one in enumerate(files, 1):
        one.position = position
    touch(product)
    session.flush()
    note("product-file-moved", actor, product, **_said(file))


def remove(actor: Actor, product: Product, file: ProductFile) -> None:
    """Take a file away: no delivery shows it from now on, also none that went out."""
    hold_catalog()
    session.delete(file)
    touch(product)
    session.flush()
    note("product-file-removed", actor, product, **_said(file))


def _said(file: ProductFile) -> dict[str, Any]:
    return {"file": file.name_ja, "version": file.version, "sha256": file.sha256, "address": file.address}
