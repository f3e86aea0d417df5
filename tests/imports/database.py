"""A database of a test's own, where threads commit for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tbc.kit import db


@contextmanager
def bound_to(url: str) -> Iterator[None]:
    """The portal's session on the database at `url` for the length of the block."""
    before = db.session.session_factory.kw.get("bind")
    engine = db.open_engine(url)
    db.bind(engine)
    try:
        yield
    finally:
        db.session.remove()
        db.session.configure(bind=before)
        engine.dispose()
