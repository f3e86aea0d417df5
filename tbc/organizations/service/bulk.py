"""Many end users at once: a sheet is kept aside, shown, and written all or nothing when its reader says so (ORG-7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.organizations.bulk.matching import Match, match
from tbc.organizations.bulk.reading import CellProblem, ReadRow, read_end_users
from tbc.organizations.models import CompanyAccount, EndUser, EndUserUpload
from tbc.organizations.queries.end_users import list_known
from tbc.organizations.service.accounts import note
from tbc.organizations.service.end_users import columns
from tbc.policy import Actor

KEPT_FOR = timedelta(hours=24)
# What to do with rows of end users that are there already.
WAYS = ("skip", "update", "add")


class NothingUploaded(Exception):
    """There is no sheet to save: it was saved, discarded, or is older than a day."""


class ChangedMeanwhile(Exception):
    """The end users, or the sheet, are no longer those that were shown: the reader looks again."""


@dataclass(slots=True)
class Preview:
    """What saving the sheet would do.

    `same` and `namesakes` are rows of end users that are there and would change; `unchanged` are there just so.
    `token` stands for all that was compared.
    """

    file_name: str
    ignored: list[str]
    new: list[Match] = field(default_factory=list)
    same: list[Match] = field(default_factory=list)
    namesakes: list[Match] = field(default_factory=list)
    unchanged: list[Match] = field(default_factory=list)
    token: str = ""

    @property
    def duplicates(self) -> list[Match]:
        return [*self.same, *self.namesakes]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many end users were added, changed, and left as they are."""

    added: int
    changed: int
    left: int


def upload(actor: Actor, account: CompanyAccount, file_name: str, body: bytes) -> list[CellProblem]:
    """Read a sheet, and keep its rows aside if all of them are sound; no end user is touched. What is wrong is said."""
    discard(actor, account)
    read = read_end_users(body, file_name)
    if not read.problems:
        rows = [(row.number, row.section) for row in read.rows]
        kept = {"file_name": file_name[:200], "rows": rows, "ignored": read.ignored}
        session.add(EndUserUpload(account_id=account.id, user_id=actor.user_id, **kept))
        session.flush()
    return read.problems


def look_again(actor: Actor, account: CompanyAccount) -> Preview:
    """What saving the sheet that is kept aside would do now.

    Raises:
        NothingUploaded: see there.
    """
    return _preview(_kept(actor, account))


def save(actor: Actor, account: CompanyAccount, way: str, token: str) -> Saved:
    """Write the sheet, all or nothing. `way` is one of WAYS, for rows of end users that are there already.

    `skip` leaves them, `update` overwrites them with the row, `add` makes another end user of a row that has only the
    name in common, and leaves the others. `token` is that of the preview which the reader has seen.

    Raises:
        NothingUploaded, ChangedMeanwhile: see there.
    """
    kept = _kept(actor, account)
    preview = _preview(kept, lock=True)
    if preview.token != token:
        raise ChangedMeanwhile
    added = [*preview.new, *(preview.namesakes if way == "add" else ())]
    changed = preview.duplicates if way == "update" else []
    try:
        with session.begin_nested():
            _change(actor, changed)
            _add(actor, account, added)
    except IntegrityError:
        # Somebody has registered one of them since the rows were compared.
        raise ChangedMeanwhile from None
    discard(actor, account)
    there = len(preview.unchanged) + len(preview.duplicates)
    saved = Saved(len(added), len(changed), there - len(changed) - (len(added) - len(preview.new)))
    counts = {"added": saved.added, "changed": saved.changed, "left": saved.left}
    note("end-users-imported", actor, account, file=kept.file_name, **counts)
    return saved


def discard(actor: Actor, account: CompanyAccount) -> None:
    """Forget the sheet that is kept aside, if there is one."""
    own = (EndUserUpload.account_id == account.id, EndUserUpload.user_id == actor.user_id)
    session.execute(delete(EndUserUpload).where(*own))


@every(minutes=60)
def forget_uploads() -> None:
    """Remove sheets that nobody saved: they hold what people have written of others."""
    session.execute(delete(EndUserUpload).where(EndUserUpload.uploaded_at < now() - KEPT_FOR))


def _kept(actor: Actor, account: CompanyAccount) -> EndUserUpload:
    found = session.get(EndUserUpload, (account.id, actor.user_id), populate_existing=True)
    if found is None or found.uploaded_at < now() - KEPT_FOR:
        raise NothingUploaded
    return found


def _preview(kept: EndUserUpload, *, lock: bool = False) -> Preview:
    preview = Preview(kept.file_name, kept.ignored)
    rows = [ReadRow(number, section) for number, section in kept.rows]
    matches = match(rows, list_known(kept.account_id, lock=lock))
    for one in matches:
        _group(preview, one).append(one)
    preview.token = _token(kept, matches)
    return preview


def _group(preview: Preview, one: Match) -> list[Match]:
    if one.how == "new":
        return preview.new
    if one.is_unchanged:
        return preview.unchanged
    return preview.same if one.how == "same" else preview.namesakes


def _token(kept: EndUserUpload, matches: Iterable[Match]) -> str:
    seen = sha256(kept.uploaded_at.isoformat().encode())
    for one in matches:
        known = f"{one.known.id} {one.known.version}" if one.known else ""
        seen.update(f"{one.row.number} {one.how} {known}\n".encode())
    return seen.hexdigest()


def _add(actor: Actor, account: CompanyAccount, matches: Iterable[Match]) -> None:
    made: list[dict[str, Any]] = [
        {"id": new_id(), "account_id": account.id, "changed_by_id": actor.user_id, **columns(one.row.section)}
        for one in matches
    ]
    if made:
        session.execute(insert(EndUser), made)


def _change(actor: Actor, matches: Iterable[Match]) -> None:
    signed = {"changed_at": now(), "changed_by_id": actor.user_id}
    changes: list[dict[str, Any]] = [
        {"id": one.known.id, "version": one.known.version + 1, **signed, **columns(one.row.section)}
        for one in matches
        if one.known
    ]
    if changes:
        session.execute(update(EndUser), changes)
