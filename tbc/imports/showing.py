"""A record as it is looked through: its fields with the cells they came from, its problems with their repairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from tbc.applications.record import GROUPS, LISTS, SAME_AS, SECTION_NAMES
from tbc.catalog.models import Product
from tbc.imports.findings import Finding, Reviewed
from tbc.imports.mapping import ADDED, OTHER, entry_of, library_path, portal_path, split, value_of
from tbc.imports.marking import Mark
from tbc.imports.models import WorkbookRecord
from tbc.imports.words import label_of, title_of, value_name

HEAD = ("kind", "contract_class", "applied_on", "customer_po", "reseller_reference")
FOOT = ("remarks",)
REGISTRATION_KIND = "registration"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: sheet, cell address, and the text found there."""

    sheet: str
    cell: str
    raw: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field. `raw` is the original where it differs; `level` that of its open problem, if any.

    `stored` is the value as it is kept: whoever corrects it says that this is what they saw.
    """

    path: str
    label: str
    value: str
    stored: str
    place: Place | None
    raw: str
    is_corrected: bool
    level: str
    code: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one section; a line of a list has its own path, and may be left out."""

    title: str
    rows: list[Row]
    line: str = ""
    is_removed: bool = False
    is_added: bool = False


def groups(reviewed: Reviewed, edited: str = "", *, all_fields: bool = False) -> list[Group]:
    """The whole record by section; empty fields only if in error, or being `edited`, or all are asked for."""
    keep = None if all_fields else edited
    found = [Group(_("申請"), _rows(reviewed, HEAD, keep))]
    found += [Group(str(SECTION_NAMES[part]), _rows(reviewed, _paths_of(reviewed, part), keep)) for part in GROUPS]
    found += [_line(reviewed, part, at, keep) for part in LISTS for at in range(len(reviewed.content[part]))]
    found.append(Group(_("追加情報"), _rows(reviewed, FOOT, keep)))
    return [group for group in found if group.rows or group.line]


def marks(reviewed: Reviewed, sheet: str, current: Finding | None = None) -> dict[str, Mark]:
    """Which cells of one sheet the record's values come from, those that have a problem, and the `current` one's
    candidates.
    """
    found: dict[str, Mark] = {}
    for path, origin in reviewed.record.provenance.items():
        if origin["sheet"] == sheet and origin["cell"] not in found:
            found[origin["cell"]] = Mark(_own_path(path), origin["raw"])
    for candidate in current.candidates if current else ():
        place = cell_of(candidate)
        if current and place.sheet == sheet:
            known = found.get(place.cell)
            found[place.cell] = Mark(current.path, known.raw if known else "", "candidate")
    for finding in reversed(reviewed.findings):
        origin_of = place_of(reviewed.record, finding.path, finding.cell)
        if origin_of and origin_of.sheet == sheet and finding.is_open:
            path = found[origin_of.cell].path if origin_of.cell in found else finding.path
            found[origin_of.cell] = Mark(path, origin_of.raw, "problem" if finding.is_error else "warned")
    return found


def cell_of(named: str, raw: str = "") -> Place:
    """The place that the library names `Sheet!C12`."""
    sheet, _mark, address = named.rpartition("!")
    return Place(sheet, address, raw)


def place_of(record: WorkbookRecord, path: str, cell: str | None = None) -> Place | None:
    """Where the value at `path` came from; where there is none, the cell that the library's problem names."""
    origin: Mapping[str, Any] | None = record.provenance.get(library_path(path)) if path else None
    if origin:
        return Place(origin["sheet"], origin["cell"], origin["raw"])
    named = cell or next((one["cell"] for one in record.problems if portal_path(one["field"]) == path), None)
    return cell_of(named) if named and "!" in named else None


def candidates(reviewed: Reviewed, path: str, products: Mapping[str, Product]) -> list[Product]:
    """The products that the line at `path` may mean."""
    at = split(path)[1] or 0
    matches = reviewed.record.matches
    codes = matches[at]["candidates"] if at < len(matches) else []
    return [products[code] for code in codes if code in products]


def _line(reviewed: Reviewed, part: str, at: int, keep: str | None) -> Group:
    line = f"{part}[{at}]"
    is_added, is_removed = reviewed.record.corrections.get(line) == ADDED, line in reviewed.removed
    # A line that staff have added is theirs to fill in.
    keep = None if is_added else keep
    rows = [] if is_removed else _rows(reviewed, (f"{line}.{field.name}" for field in LISTS[part][0]), keep)
    return Group(title_of(line), rows, line, is_removed, is_added)


def _paths_of(reviewed: Reviewed, part: str) -> Iterator[str]:
    if part in SAME_AS:
        yield f"{part}.same_as"
        if reviewed.content[part]["same_as"] != OTHER:
            return
    yield from (f"{part}.{field.name}" for field in GROUPS[part])


def _rows(reviewed: Reviewed, paths: Iterable[str], keep: str | None) -> list[Row]:
    """The rows worth showing, and the one at `keep`; None keeps all."""
    levels = {one.path: one.level for one in reversed(reviewed.findings) if one.is_open}
    rows = [_row(reviewed, path, levels.get(path, levels.get(path.removesuffix(".same_as"), ""))) for path in paths]
    return [row for row in rows if keep is None or row.path == keep or _says_something(row)]


def _says_something(row: Row) -> bool:
    """Whether a reader wants to see it: that a section is typed in is seen by its fields."""
    if row.is_corrected or row.level == "error":
        return True
    return bool(row.value) and not (row.path.endswith(".same_as") and row.place is None)


def _row(reviewed: Reviewed, path: str, level: str) -> Row:
    value = value_of(reviewed.content, path)
    place = place_of(reviewed.record, path)
    is_corrected = path in reviewed.record.corrections
    entry = entry_of(path)
    text = _shown(reviewed, path, value)
    return Row(
        path=path,
        label=label_of(path),
        value=text,
        stored=value,
        place=place,
        raw=_raw(reviewed, path, value, text, place, is_corrected=is_corrected),
        is_corrected=is_corrected,
        level=level,
        code=entry is not None and entry.control == "code",
    )


def _shown(reviewed: Reviewed, path: str, value: str) -> str:
    entry = entry_of(path)
    if value == REGISTRATION_KIND:
        return str(_("ユーザー登録"))
    if entry is not None and entry.name == "product":
        product = reviewed.facts.products.get(value)
        name = getattr(product, "name_ja", value)
        return str(_("%(name)s（%(place)s）", name=name, place=value)) if value else ""
    return value_name(path, value)


def _raw(reviewed: Reviewed, path: str, value: str, text: str, place: Place | None, *, is_corrected: bool) -> str:
    """The original, where a reader would not see it in the value as it is."""
    raw = " ".join(place.raw.split()) if place else ""
    if not raw and is_corrected:
        raw = value_of(reviewed.original, path)
    if is_corrected or not value:
        return raw
    code = str(_("%(name)s（%(place)s）", name="", place=value))
    seen = {value, text, " ".join(value.split()), text.removesuffix(code)}
    if raw in seen or (_is_address(path) and value in raw):
        return ""
    return raw


def _is_address(path: str) -> bool:
    """Whether the value was cut out of one text for the whole address."""
    return path.rpartition(".")[2] in {"prefecture", "city", "street", "building"}


def _own_path(path: str) -> str:
    """The portal's path for a place noted by the library, whose same-as is noted under the section's own name."""
    own = portal_path(path)
    return f"{own}.same_as" if own in SAME_AS else own
