"""The same call with the same key is done once, and answered each time as it was the first time."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from tbc.api.models import KeptAnswer
from tbc.api.rules import ANSWERS_KEPT
from tbc.kit.clock import now
from tbc.kit.db import session


class KeyReused(Exception):
    """The key came with another call before."""


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """What tells one call from another."""
    return sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


def begin(token_id: UUID, key: str, fingerprint: str) -> KeptAnswer | None:
    """None if the call is to be done now; else what it was answered.

    Whoever comes while another does the same call waits for that one's transaction: committed, its answer is given
    again; rolled back (a refusal changes nothing and is not kept), the call is done anew.

    Raises:
        KeyReused: see there.
    """
    values = {"token_id": token_id, "key": key, "fingerprint": fingerprint, "place": "", "at": now()}
    made = insert(KeptAnswer).values(values).on_conflict_do_nothing().returning(KeptAnswer.key)
    while session.scalar(made) is None:
        kept = session.scalars(select(KeptAnswer).filter_by(token_id=token_id, key=key)).one_or_none()
        if kept and kept.fingerprint != fingerprint:
            raise KeyReused
        if kept:
            return kept
    return None


def keep(token_id: UUID, key: str, status: int, body: bytes, place: str) -> None:
    """Note what the call is answered, in the transaction that does it."""
    mine = update(KeptAnswer).where(KeptAnswer.token_id == token_id, KeptAnswer.key == key)
    session.execute(mine.values(status=status, body=body, place=place))


def forget_old_answers() -> int:
    """Remove what is kept for longer than promised; how many."""
    old = delete(KeptAnswer).where(KeptAnswer.at < now() - ANSWERS_KEPT).returning(KeptAnswer.key)
    return len(session.execute(old).all())
