"""The problems as they are shown, each with the form that mends it where there is one field to mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Form

from tbc.imports import forms, rules, showing, words
from tbc.imports.findings import Finding, required_by
from tbc.imports.mapping import value_of
from tbc.imports.service.answers import NotReadable, ProductInDoubt
from tbc.imports.views.asked import Asked


@dataclass(frozen=True, slots=True)
class Failed:
    """A correction that could not be read: in which record, of which field, what was typed, and why."""

    position: int
    path: str
    typed: str
    why: NotReadable
    from_problems: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """One problem; `may_be_blank` offers to go on without a value."""

    finding: Finding
    title: str
    sentence: str
    place: showing.Place | None
    form: Form | None = None
    may_be_blank: bool = False


def of_errors(here: Asked, texts: Mapping[str, str], failed: Failed | None) -> list[Repair]:
    """The errors, each with its form; `texts` are those of the sheet shown, by cell."""
    required = required_by(here.reviewed.record.form)
    repairs = []
    for at, finding in enumerate(here.reviewed.errors):
        is_field = finding.path in here.fields
        form = correction(here, finding.path, f"fix-{at}", failed) if is_field else None
        _propose(form, here, finding, texts)
        may_be_blank = is_field and finding.of_library and not rules.is_required(finding.path, required)
        repairs.append(_repair(here, finding, texts, form, may_be_blank=may_be_blank))
    return repairs


def of_warnings(here: Asked, texts: Mapping[str, str]) -> list[Repair]:
    """The open warnings about a value that is there."""
    return [_repair(here, one, texts) for one in here.reviewed.warnings if not one.is_lacking]


def lacking(here: Asked) -> dict[str, list[tuple[str, str]]]:
    """What only the web demands, by section: (label, path)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for finding in here.reviewed.warnings:
        if finding.is_lacking:
            entry = (words.label_of(finding.path), finding.path)
            found.setdefault(words.section_of(finding.path), []).append(entry)
    return found


def correction(here: Asked, path: str, own: str, failed: Failed | None = None) -> Form:
    """The form for one field, with what was typed and the error if it was refused."""
    value = value_of(here.reviewed.content, path)
    candidates = showing.candidates(here.reviewed, path, here.products)
    if failed is None or failed.path != path:
        return forms.correction(path, value, own, candidates)
    if isinstance(failed.why, ProductInDoubt):
        named = [here.products[code] for code in failed.why.candidates if code in here.products]
        candidates = named or candidates
    form = forms.correction(path, failed.typed, own, candidates)
    control: Any = form["typed"] if "typed" in form else form["value"]
    control.data = failed.typed
    control.errors = [words.fault_of(path, failed.why.code, failed.why.values)]
    return form


def _propose(form: Form | None, here: Asked, finding: Finding, texts: Mapping[str, str]) -> None:
    """What could not be read stands in the control, since it is most often nearly right."""
    control: Any = form["value"] if form and "value" in form and "typed" not in form else None
    place = showing.place_of(here.reviewed.record, finding.path, finding.cell)
    if control is None or control.data or control.errors or place is None or place.sheet != here.sheet:
        return
    if control.type not in {"RadioField", "SelectField"}:
        control.data = place.raw or texts.get(place.cell, "")


def _repair(
    here: Asked, finding: Finding, texts: Mapping[str, str], form: Form | None = None, *, may_be_blank: bool = False
) -> Repair:
    place = showing.place_of(here.reviewed.record, finding.path, finding.cell)
    if place and not place.raw and place.sheet == here.sheet:
        place = showing.Place(place.sheet, place.cell, texts.get(place.cell, ""))
    return Repair(finding, words.title_of(finding.path), words.sentence_of(finding), place, form, may_be_blank)
