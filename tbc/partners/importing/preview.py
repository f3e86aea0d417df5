"""Compares a sheet of dealers with those that are known: what is new, what changes, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.sheets import SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem
from tbc.kit.text.companies import company_key
from tbc.partners.importing.columns import MOST_ROWS, TITLES
from tbc.partners.importing.reading import read_dealers
from tbc.partners.models import Dealer, DealerName, Upstream
from tbc.partners.rules.dealers import find_any_circle, is_odd_tier
from tbc.partners.words import TIER_NAMES

_PLAIN = ("name", "kana", "tier", "corporate_number", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """A dealer that the sheet adds (`before` None) or changes. `id` is its id, made up for a new one.

    `upstreams` are ids in the order of the sheet, None where the sheet has no such column; `differences` are
    (title, old, new).
    """

    row: int
    id: UUID
    before: Dealer | None
    values: dict[str, Any]
    upstreams: list[UUID] | None
    differences: list[tuple[str, str, str]]


@dataclass(slots=True)
class Preview:
    """What saving the sheet would do. With any problem nothing is saved. `token` stands for all that was compared."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[Change] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    doubts: list[RowProblem] = field(default_factory=list)
    token: str = ""


@dataclass(slots=True)
class _Known:
    """All that stands, in three statements."""

    dealers: dict[UUID, Dealer]
    names: dict[UUID, list[DealerName]]
    by_key: dict[str, UUID]
    upstreams: dict[UUID, list[UUID]]


def preview_dealers(data: bytes, file_name: str) -> Preview:
    """What the sheet (.csv, .xlsx and the like) would do; nothing is written.

    A row means the dealer who bears its name, and else a new one. Dealers that the sheet does not name stay; a column
    that it does not have keeps its values; synonyms are added and never taken away, upstreams are as the row says.
    """
    try:
        sheets = read_sheets(data, file_name, MOST_ROWS)
    except SheetsRefused as refused:
        return Preview(problems=[RowProblem(0, "", refused.sentence)])
    if not sheets:
        return Preview(problems=[RowProblem(0, "", _("シートがありません。"))])
    read = read_dealers(sheets[0])
    known = _known()
    preview = Preview(problems=read.problems)
    meant = _meant(read.rows, known, preview)
    for row, values in read.rows:
        _sort_in(preview, row, values, known, meant)
    _check_numbers(preview, known)
    _check_chain(preview, known)
    preview.problems.sort(key=lambda problem: problem.row)
    preview.token = sha256(data + _stamp(known)).hexdigest()
    return preview


def _known() -> _Known:
    dealers = {one.id: one for one in session.scalars(select(Dealer).where(Dealer.merged_into_id.is_(None)))}
    known = _Known(dealers, {}, {}, {})
    for name in session.scalars(select(DealerName).order_by(DealerName.added_at, DealerName.id)):
        known.names.setdefault(name.dealer_id, []).append(name)
        known.by_key[name.name_key] = name.dealer_id
    rows = select(Upstream).order_by(Upstream.is_default.desc(), Upstream.added_at, Upstream.upstream_id)
    for row in session.scalars(rows):
        known.upstreams.setdefault(row.dealer_id, []).append(row.upstream_id)
    return known


def _meant(rows: Iterable[tuple[int, dict[str, Any]]], known: _Known, preview: Preview) -> dict[str, UUID]:
    """Whom each name of the sheet means, by key: a known dealer or a new one. A row may mean no two dealers."""
    meant = dict(known.by_key)
    for row, values in rows:
        own = meant.setdefault(company_key(values["name"]), new_id())
        for name in values.get("synonyms") or ():
            other = meant.setdefault(company_key(name), own)
            if other != own:
                said = _("「%(name)s」という販売店・代理店が、ほかにあります。", name=known.dealers[other].name)
                preview.problems.append(RowProblem(row, str(TITLES["synonyms"]), said, name))
    return meant


def _sort_in(preview: Preview, row: int, values: dict[str, Any], known: _Known, meant: dict[str, UUID]) -> None:
    dealer_id = meant[company_key(values["name"])]
    before = known.dealers.get(dealer_id)
    upstreams = _upstreams(preview, row, values, meant)
    differences = list(_differences(before, values, upstreams, known)) if before else []
    change = Change(row, dealer_id, before, values, upstreams, differences)
    if before is None:
        preview.added.append(change)
    else:
        (preview.changed if differences else preview.unchanged).append(change)


def _upstreams(preview: Preview, row: int, values: dict[str, Any], meant: dict[str, UUID]) -> list[UUID] | None:
    if "upstreams" not in values:
        return None
    found = []
    for name in values["upstreams"]:
        one = meant.get(company_key(name))
        if one is None:
            said = _("この名前の販売店・代理店はありません。名前を確かめるか、行を加えてください。")
            preview.problems.append(RowProblem(row, str(TITLES["upstreams"]), said, name))
        elif one == meant[company_key(values["name"])]:
            said = _("仕入先が自分自身です。")
            preview.problems.append(RowProblem(row, str(TITLES["upstreams"]), said, name))
        else:
            found.append(one)
    return list(dict.fromkeys(found))


def _differences(
    before: Dealer, values: dict[str, Any], upstreams: list[UUID] | None, known: _Known
) -> Iterator[tuple[str, str, str]]:
    for key in _PLAIN:
        if key in values and values[key] != getattr(before, key):
            yield str(TITLES[key]), shown(getattr(before, key)), shown(values[key])
    had = {name.name_key for name in known.names[before.id]}
    added = [name for name in values.get("synonyms") or () if company_key(name) not in had]
    if added:
        yield str(TITLES["synonyms"]), "", _("、").join(added)
    theirs = known.upstreams.get(before.id, [])
    if upstreams is not None and (set(theirs) != set(upstreams) or theirs[:1] != upstreams[:1]):
        names = (known.dealers[one].name for one in theirs if one in known.dealers)
        yield str(TITLES["upstreams"]), _("、").join(names), _("、").join(values["upstreams"])


def shown(value: Any) -> str:
    """A value as the preview shows it."""
    return str(TIER_NAMES[value]) if isinstance(value, int) else str(value)


def _check_numbers(preview: Preview, known: _Known) -> None:
    """A corporate number is one dealer's."""
    rows = {change.id: change for change in (*preview.added, *preview.changed, *preview.unchanged)}
    bearer = {one.corporate_number: one.id for one in known.dealers.values() if one.id not in rows}
    for change in sorted(rows.values(), key=lambda change: change.row):
        kept = change.before.corporate_number if change.before else ""
        number = change.values.get("corporate_number", kept)
        if number and bearer.setdefault(number, change.id) != change.id:
            said = _("ほかの販売店・代理店と同じ法人番号です。")
            preview.problems.append(RowProblem(change.row, str(TITLES["corporate_number"]), said, number))


def _check_chain(preview: Preview, known: _Known) -> None:
    """No circle in the chain as it would be; a seller of the buyer's own tier, or below, is a doubt."""
    rows = {change.id: change for change in (*preview.added, *preview.changed, *preview.unchanged)}
    chain = {one: set(above) for one, above in known.upstreams.items()}
    chain |= {change.id: set(change.upstreams) for change in rows.values() if change.upstreams is not None}
    names = {one: dealer.name for one, dealer in known.dealers.items()}
    names |= {one: change.values["name"] for one, change in rows.items()}
    title = str(TITLES["upstreams"])
    circle = find_any_circle(chain)
    if circle:
        row = min((rows[one].row for one in circle if one in rows), default=0)
        way = " → ".join(names.get(one, "") for one in circle)
        preview.problems.append(RowProblem(row, title, _("仕入れが一周しています: %(way)s", way=way)))
    tiers = {one: dealer.tier for one, dealer in known.dealers.items()}
    tiers |= {one: change.values["tier"] for one, change in rows.items()}
    for change in rows.values():
        for one in change.upstreams or ():
            if is_odd_tier(tiers[change.id], tiers[one]):
                said = _("仕入先「%(name)s」の段階が、この会社より上ではありません。", name=names[one])
                preview.doubts.append(RowProblem(change.row, title, said))


def _stamp(known: _Known) -> bytes:
    """What stands now, in short: another saving of it has another stamp."""
    return "".join(sorted(f"{one.id}{one.version}" for one in known.dealers.values())).encode()
