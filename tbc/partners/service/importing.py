"""Writing a sheet of dealers, all or nothing; one that was uploaded waits until its reader says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert

from tbc.audit.service import record
from tbc.jobs import every
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.text.companies import company_key
from tbc.partners.importing import Change, Preview, RowProblem, preview_dealers
from tbc.partners.models import Dealer, DealerName, DealerUpload, Upstream
from tbc.partners.queries.dealers import hold_dealers
from tbc.partners.service.dealers import describe
from tbc.policy import Actor

KEPT_FOR = timedelta(hours=24)
_PLAIN = ("name", "kana", "tier", "corporate_number", "note")


class SheetFaulty(Exception):
    """The sheet has problems, and so nothing of it is written."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NothingUploaded(Exception):
    """There is no sheet to save: it was saved, discarded, or is older than a day."""


class ChangedMeanwhile(Exception):
    """The dealers, or the sheet, are no longer those that were shown."""


def import_dealers(data: bytes, file_name: str, actor: Actor, token: str | None = None) -> Preview:
    """Add and change dealers as the sheet says, all or nothing; returns what was done. `token` is that of the preview
    which the reader has seen.

    Raises:
        SheetFaulty, ChangedMeanwhile: see there.
    """
    hold_dealers()
    preview = preview_dealers(data, file_name)
    if preview.problems:
        raise SheetFaulty(preview.problems)
    if token is not None and token != preview.token:
        raise ChangedMeanwhile
    changes = [*preview.added, *preview.changed]
    dealers = _write_dealers(changes)
    _write_names(changes)
    _write_upstreams(changes)
    for start in range(0, len(dealers), 500):
        describe(*dealers[start : start + 500])
    for change in changes:
        act = "dealer-changed" if change.before else "dealer-made"
        details: dict[str, Any] = {"name": change.values["name"], "file": file_name}
        record(act, actor, "dealer", change.id, differences=[list(one) for one in change.differences], **details)
    session.flush()
    return preview


def upload(actor: Actor, file_name: str, data: bytes) -> Preview:
    """Look at a sheet, and keep it aside if it is sound; no dealer is touched."""
    assert actor.user_id is not None
    discard(actor)
    preview = preview_dealers(data, file_name)
    if not preview.problems:
        session.add(DealerUpload(user_id=actor.user_id, file_name=file_name[:200], body=data))
        session.flush()
    return preview


def look_again(actor: Actor) -> tuple[str, Preview]:
    """The name of the sheet that is kept aside, and what saving it would do now.

    Raises:
        NothingUploaded: see there.
    """
    kept = _kept(actor)
    return kept.file_name, preview_dealers(kept.body, kept.file_name)


def save(actor: Actor, token: str) -> Preview:
    """Write the sheet that is kept aside.

    Raises:
        NothingUploaded, SheetFaulty, ChangedMeanwhile: see there.
    """
    hold_dealers()
    kept = _kept(actor)
    preview = import_dealers(kept.body, kept.file_name, actor, token)
    discard(actor)
    return preview


def discard(actor: Actor) -> None:
    """Forget the sheet that is kept aside, if there is one."""
    session.execute(delete(DealerUpload).where(DealerUpload.user_id == actor.user_id))


@every(minutes=60)
def forget_dealer_uploads() -> None:
    """Remove sheets that nobody saved."""
    session.execute(delete(DealerUpload).where(DealerUpload.uploaded_at < now() - KEPT_FOR))


def _kept(actor: Actor) -> DealerUpload:
    found = session.get(DealerUpload, actor.user_id, populate_existing=True)
    if found is None or found.uploaded_at < now() - KEPT_FOR:
        raise NothingUploaded
    return found


def _write_dealers(changes: list[Change]) -> list[Dealer]:
    dealers = []
    # A number that goes from one dealer to another is free before it is taken.
    for change in changes:
        if change.before and "corporate_number" in change.values:
            change.before.corporate_number = ""
    session.flush()
    for change in changes:
        dealer = change.before or Dealer(id=change.id)
        for key in _PLAIN:
            if key in change.values:
                setattr(dealer, key, change.values[key])
        dealer.version = (dealer.version or 0) + 1
        dealer.changed_at = now()
        dealers.append(dealer)
    session.add_all(dealers)
    session.flush()
    return dealers


def _write_names(changes: list[Change]) -> None:
    """New names, each once; the dealer's name is the main one, and the one it had stays as a synonym."""
    ids = [change.id for change in changes]
    standing: dict[str, DealerName] = {}
    for name in session.query(DealerName).filter(DealerName.dealer_id.in_(ids)):
        standing[name.name_key] = name
    for change in changes:
        main = standing.get(company_key(change.values["name"]))
        if main is not None:
            for other in standing.values():
                other.is_main = other.is_main and other.dealer_id != change.id
    session.flush()
    rows = []
    for change in changes:
        key = company_key(change.values["name"])
        if key in standing:
            main = standing[key]
            main.name, main.kana, main.is_main = change.values["name"], change.values["kana"], True
        else:
            rows.append(_row(change, change.values["name"], kana=change.values["kana"], is_main=True))
        wanted = {company_key(name): name for name in change.values.get("synonyms") or ()}
        rows += [_row(change, name) for other, name in wanted.items() if other not in standing and other != key]
    session.flush()
    if rows:
        session.execute(insert(DealerName), rows)


def _row(change: Change, name: str, *, kana: str = "", is_main: bool = False) -> dict[str, Any]:
    return {
        "dealer_id": change.id, "name": name, "kana": kana, "name_key": company_key(name), "is_main": is_main,
    }  # fmt: skip


def _write_upstreams(changes: list[Change]) -> None:
    wanted = {change.id: change.upstreams for change in changes if change.upstreams is not None}
    session.execute(delete(Upstream).where(Upstream.dealer_id.in_(wanted)))
    rows: list[dict[str, Any]] = [
        {"dealer_id": dealer_id, "upstream_id": one, "is_default": place == 0}
        for dealer_id, upstreams in wanted.items()
        for place, one in enumerate(upstreams or ())
    ]
    if rows:
        session.execute(insert(Upstream), rows)
