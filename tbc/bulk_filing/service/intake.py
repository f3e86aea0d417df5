"""A sheet comes in: it is read, judged and kept until its filer says to file it, throws it away, or a week is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select

from tbc.accounts.limits import TooManyTries
from tbc.applications.service.belonging import hold_account
from tbc.audit import service as audit
from tbc.bulk_filing.judging import Judged, judge
from tbc.bulk_filing.models import BulkFiling, Entry
from tbc.bulk_filing.reading import ReadSheet, read
from tbc.jobs import every
from tbc.kit import throttle
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.text.reading import one_line
from tbc.kit.throttle import Limit
from tbc.policy import Actor

UPLOADS = Limit("bulk-filing", 30, 60)
CHECKED_FOR = timedelta(days=7)
# The applications stay for good; what is forgotten is the sheet, and which row became which of them.
KEPT_FOR = timedelta(days=180)
_NAME_LENGTH = 200


class StateHasChanged(Exception):
    """What was asked is not possible any more: `state` is where the filing stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def upload(actor: Actor, file_name: str, body: bytes, account_id: UUID | None) -> BulkFiling:
    """Keep a sheet with what was found in it; nothing is filed. Rows that name no account go into `account_id`.

    It takes the place of one of the same name that was never filed: mended sheets are uploaded again.

    Raises:
        SheetFaulty: the file as a whole cannot be used; nothing is kept.
        AccountNotAvailable: `actor` cannot file in that company account.
        TooManyTries: too many sheets within an hour.
    """
    seconds = throttle.take(UPLOADS, str(actor.user_id))
    if seconds:
        raise TooManyTries("bulk-filing", seconds)
    if account_id is not None:
        hold_account(actor, account_id)
    sheet = read(body, file_name)
    _replace(actor, _name(file_name))
    judged = judge(actor, sheet, account_id)
    filing = _keep(actor, file_name, sheet, judged)
    audit.record("bulk-filing-checked", actor, "bulk-filing", filing.id, file=filing.file_name, count=len(judged))
    session.flush()
    return filing


def discard(actor: Actor, filing: BulkFiling) -> None:
    """Forget a sheet of which nothing is filed yet. The caller has locked the row.

    Raises:
        StateHasChanged: it was filed meanwhile.
    """
    if filing.state != "checked":
        raise StateHasChanged(filing.state)
    audit.record("bulk-filing-discarded", actor, "bulk-filing", filing.id, file=filing.file_name)
    session.delete(filing)
    session.flush()


@every(minutes=1440)
def forget_sheets() -> None:
    """Remove sheets that nobody filed, and those whose result is old: they hold what people have written of others."""
    unfiled = (BulkFiling.state == "checked") & (BulkFiling.created_at < now() - CHECKED_FOR)
    old = BulkFiling.created_at < now() - KEPT_FOR
    gone = select(BulkFiling.id).where(or_(unfiled, old), BulkFiling.state != "filing")
    session.execute(delete(BulkFiling).where(BulkFiling.id.in_(gone)))


def _name(file_name: str) -> str:
    return one_line(file_name).value[-_NAME_LENGTH:] or "sheet"


def _replace(actor: Actor, name: str) -> None:
    own = (BulkFiling.filer_id == actor.user_id, BulkFiling.file_name == name, BulkFiling.state == "checked")
    session.execute(delete(BulkFiling).where(*own))


def _keep(actor: Actor, file_name: str, sheet: ReadSheet, judged: Sequence[Judged]) -> BulkFiling:
    assert actor.user_id is not None, "somebody answers for it"
    accounts = {one.account_id for one in judged}
    filing = BulkFiling(
        filer_id=actor.user_id,
        filer_name=actor.name,
        file_name=_name(file_name),
        account_ids=[account_id for account_id in accounts if account_id],
        has_quick=None in accounts,
        titles=sheet.titles,
        ignored=sheet.ignored,
        sheet=_rows(sheet),
        applications=len(judged),
    )
    session.add(filing)
    session.flush()
    entries: list[dict[str, Any]] = [
        {"filing_id": filing.id, "position": position, **_columns(one)} for position, one in enumerate(judged, 1)
    ]
    session.execute(insert(Entry), entries)
    return filing


def _columns(one: Judged) -> dict[str, Any]:
    return {
        "row": one.typed.first,
        "title": one.typed.title[:200],
        "company": one.company,
        "account_id": one.account_id,
        "content": one.content,
        "problems": one.findings,
        "needs_consent": one.needs_consent,
        "is_draft": one.is_draft,
        "same_row": one.same_row,
        "same_id": one.same_id,
        "outcome": one.outcome,
        "reason": "",
    }


def _rows(sheet: ReadSheet) -> list[Any]:
    numbered = [(row.number, position, row.cells) for position, rows in enumerate(sheet.groups, 1) for row in rows]
    return sorted(numbered)
