"""The problems as they are shown, each with what settles it: a form, candidates' cells, a reason to let it stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wtforms import Form

from tbc.applications.record import LISTS
from tbc.imports import forms, rules, showing, words
from tbc.imports.findings import Finding, required_by
from tbc.imports.mapping import value_of
from tbc.imports.marking import Cell
from tbc.imports.service.answers import NotReadable, ProductInDoubt
from tbc.imports.sheet import Drawn
from tbc.imports.views.asked import LACKING, Asked

# How many cells of its row a cut-out shows before the value.
BEFORE = 2


@dataclass(frozen=True, slots=True)
class Failed:
    """A correction that was refused: of which field, what was typed, and the sentence that says why."""

    path: str
    typed: str
    why: str
    candidates: Sequence[str] = ()
    from_problems: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """One problem, known by `key`. `seen` is the value that staff have before them.

    `candidates` are the cells between which the reading is in doubt, with their texts; `may_be_blank` offers to go on
    without a value, `acceptance` to let it stand; `lacking` has by section (label, path) of what only the web asks for.
    """

    key: str
    title: str
    sentence: str
    is_error: bool = False
    path: str = ""
    seen: str = ""
    place: showing.Place | None = None
    form: Form | None = None
    candidates: Sequence[showing.Place] = ()
    cutout: Sequence[Cell] = ()
    may_be_blank: bool = False
    acceptance: forms.Acceptance | None = None
    lacking: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def asks_for_line(self) -> bool:
        """Whether a list has no line at all."""
        return self.path in LISTS

    @property
    def has_own(self) -> bool:
        """Whether what was read is one of the candidates, and stands as it is without a further word."""
        is_among = self.place is not None and any(one.cell == self.place.cell for one in self.candidates)
        return is_among and self.acceptance is not None and not self.acceptance.reason.flags.required


def of(here: Asked, table: Drawn | None, failed: Failed | None, refused: forms.Acceptance | None) -> list[Repair]:
    """The open problems of the record, in the order of `here.keys`; `refused` belongs to the current one."""
    table = table or Drawn()
    findings = {one.key: one for one in here.reviewed.findings if one.is_open}
    repairs = []
    for at, key in enumerate(here.keys):
        again = refused if key == here.problem else None
        if key == LACKING:
            repairs.append(_of_lacking(here, f"accept-{at}", again))
        else:
            repairs.append(_of_finding(here, findings[key], table, at, failed, again))
    return repairs


def correction(here: Asked, path: str, own: str, failed: Failed | None = None) -> Form:
    """The form for one field, with what was typed and the error if it was refused."""
    value = value_of(here.reviewed.content, path)
    candidates = showing.candidates(here.reviewed, path, here.products)
    if failed is None or failed.path != path:
        return forms.correction(path, value, own, candidates)
    named = [here.products[code] for code in failed.candidates if code in here.products]
    form = forms.correction(path, failed.typed, own, named or candidates)
    control: Any = form["typed"] if "typed" in form else form["value"]
    control.data = failed.typed
    control.errors = [failed.why]
    return form


def failure(path: str, typed: str, why: NotReadable, *, from_problems: bool) -> Failed:
    """What a correction that could not be read shows."""
    candidates = why.candidates if isinstance(why, ProductInDoubt) else ()
    return Failed(path, typed, words.fault_of(path, why.code, why.values), candidates, from_problems)


def cutout(table: Drawn, address: str) -> list[Cell]:
    """The value's cells with what stands before them in their row, which is most often the label."""
    for _number, _pixels, cells in table.lines:
        own = [at for at, cell in enumerate(cells) if address in (cell.address, cell.of)]
        if own:
            before = [cell for cell in cells[: own[0]] if cell.text.strip()][-BEFORE:]
            return [*before, *cells[own[0] : own[-1] + 1]]
    return []


def _of_finding(
    here: Asked, finding: Finding, table: Drawn, at: int, failed: Failed | None, refused: forms.Acceptance | None
) -> Repair:
    place = _place(here, finding, table)
    is_field = finding.path in here.fields
    again = failed if failed and failed.from_problems else None
    form = correction(here, finding.path, f"fix-{at}", again) if is_field else None
    _propose(form, place)
    is_required = rules.is_required(finding.path, required_by(here.reviewed.record.form))
    return Repair(
        finding.key,
        words.title_of(finding.path),
        words.sentence_of(finding),
        is_error=finding.is_error,
        path=finding.path,
        seen=value_of(here.reviewed.content, finding.path) if is_field else "",
        place=place,
        form=form,
        candidates=list(_candidates(here, finding, table)) if is_field else (),
        cutout=cutout(table, place.cell) if place and place.sheet == here.sheet else (),
        may_be_blank=is_field and finding.is_error and finding.of_library and not is_required,
        acceptance=None if finding.is_error else refused or forms.acceptance(f"accept-{at}", finding.code),
    )


def _of_lacking(here: Asked, own: str, refused: forms.Acceptance | None) -> Repair:
    found: dict[str, list[tuple[str, str]]] = {}
    for finding in here.reviewed.warnings:
        if finding.is_lacking:
            entry = (words.label_of(finding.path), finding.path)
            found.setdefault(words.section_of(finding.path), []).append(entry)
    title, sentence = words.lacking()
    reason = words.usual_reason(here.reviewed.record.form)
    acceptance = refused or forms.acceptance(own, LACKING, reason)
    return Repair(LACKING, title, sentence, acceptance=acceptance, lacking=found)


def _place(here: Asked, finding: Finding, table: Drawn) -> showing.Place | None:
    """Where the value stands, with the text that is seen there."""
    place = showing.place_of(here.reviewed.record, finding.path, finding.cell)
    if place and not place.raw and place.sheet == here.sheet:
        return showing.Place(place.sheet, place.cell, table.texts.get(place.cell, ""))
    return place


def _candidates(here: Asked, finding: Finding, table: Drawn) -> Iterable[showing.Place]:
    for named in finding.candidates:
        place = showing.cell_of(named)
        raw = table.texts.get(place.cell, "") if place.sheet == here.sheet else ""
        yield showing.Place(place.sheet, place.cell, raw)


def _propose(form: Form | None, place: showing.Place | None) -> None:
    """What could not be read stands in the control, since it is most often nearly right."""
    control: Any = form["value"] if form and "value" in form and "typed" not in form else None
    if control is None or control.data or control.errors or place is None:
        return
    if control.type not in {"RadioField", "SelectField"}:
        control.data = place.raw
