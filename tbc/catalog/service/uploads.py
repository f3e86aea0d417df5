"""A sheet of products or prices that waits until whoever uploaded it has seen what it would do (CAT-3)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from tbc.catalog.importing import Preview, preview_products
from tbc.catalog.importing.prices import PricePreview, preview_prices
from tbc.catalog.models import CatalogUpload
from tbc.catalog.service.holding import hold_catalog
from tbc.catalog.service.sheets import import_prices, import_products
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.policy import Actor

KEPT_FOR = timedelta(hours=24)
KINDS = ("products", "prices")


class NothingUploaded(Exception):
    """There is no sheet to save: it was saved, discarded, or is older than a day."""


def upload(actor: Actor, kind: str, file_name: str, data: bytes) -> Preview | PricePreview:
    """Look at a sheet of `kind`, and keep it aside if it is sound; nothing of the catalogue is touched."""
    assert actor.user_id is not None, "nobody uploads without having signed in"
    discard(actor)
    preview = _look(kind, data, file_name)
    if not preview.problems:
        session.add(CatalogUpload(user_id=actor.user_id, kind=kind, file_name=file_name[:200], body=data))
        session.flush()
    return preview


def look_again(actor: Actor) -> tuple[CatalogUpload, Preview | PricePreview]:
    """The sheet that is kept aside, and what saving it would do now.

    Raises:
        NothingUploaded: see there.
    """
    kept = _kept(actor)
    return kept, _look(kept.kind, kept.body, kept.file_name)


def save(actor: Actor, token: str) -> tuple[str, Preview | PricePreview]:
    """Write the sheet that is kept aside; its kind, and what was done.

    Raises:
        NothingUploaded, SheetFaulty, ChangedMeanwhile: see there and `sheets`.
    """
    hold_catalog()
    kept = _kept(actor)
    write = import_prices if kept.kind == "prices" else import_products
    done = write(kept.body, kept.file_name, actor, token)
    discard(actor)
    return kept.kind, done


def discard(actor: Actor) -> None:
    """Forget the sheet that is kept aside, if there is one."""
    session.execute(delete(CatalogUpload).where(CatalogUpload.user_id == actor.user_id))


@every(minutes=60)
def forget_catalog_uploads() -> None:
    """Remove sheets that nobody saved."""
    session.execute(delete(CatalogUpload).where(CatalogUpload.uploaded_at < now() - KEPT_FOR))


def _kept(actor: Actor) -> CatalogUpload:
    found = session.get(CatalogUpload, actor.user_id, populate_existing=True)
    if found is None or found.uploaded_at < now() - KEPT_FOR:
        raise NothingUploaded
    return found


def _look(kind: str, data: bytes, file_name: str) -> Preview | PricePreview:
    return preview_prices(data, file_name) if kind == "prices" else preview_products(data, file_name)
