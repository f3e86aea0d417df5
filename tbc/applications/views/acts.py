"""The buttons of a step beside 「次へ進む」: they keep what is typed, change the record a little, and come back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from tbc.applications.rules import CONTACT_PERSONS_AT_MOST, ITEMS_AT_MOST
from tbc.applications.views import offered, picking
from tbc.applications.views.room import StepOfDraft
from tbc.kit.entries.address import fill_address

NAMES = frozenset(
    {
        "continue", "close", "keep", "search", "add-item", "remove-item", "add-person", "remove-person",
        "look-up", "upload", "drop-supplement", "place", "take", "find", "choose", "same",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """A pressed button: its name, and what it was pressed for (a product code, a line, a section)."""

    name: str
    of: str = ""


def asked(here: StepOfDraft) -> Act:
    """Which button was pressed. Enter in a search on the page searches, although it presses the form's first button."""
    sent = request.form.get("act") or request.args.get("act") or "continue"
    name, _colon, of = sent.partition(":")
    if name not in NAMES:
        return Act("continue")
    if name == "continue" and here.step.name in {"products", "end_user"}:
        words = request.form.get("words", "").strip()
        if words and words != request.form.get("searched", ""):
            return Act("search")
    return Act(name, of[:60])


def apply_before(here: StepOfDraft, act: Act, typed: dict[str, Any]) -> dict[str, Any]:
    """`typed`, changed as the button says, before it is kept."""
    if act.name == "add-item" and here.step.name == "products" and len(typed["items"]) < ITEMS_AT_MOST:
        typed["items"] = [*typed["items"], {"product": act.of, "term_years": "1"}]
    elif act.name == "remove-item" and here.step.name == "products":
        typed["items"] = _without(typed["items"], act.of)
    elif act.name == "add-person" and here.step.name == "extras":
        typed["contact_persons"] = [*typed["contact_persons"], {}][:CONTACT_PERSONS_AT_MOST]
    elif act.name == "remove-person" and here.step.name == "extras":
        typed["contact_persons"] = _without(typed["contact_persons"], act.of)
    elif act.name == "take" and here.step.name == "end_user":
        typed["end_user"] = offered.chosen(here, act.of) or typed["end_user"]
    elif act.name in picking.ACTS and here.step.name == "dealers":
        picking.apply(here, typed, act.name, act.of)
    elif act.name in {"look-up", "place"} and act.of in typed:
        fill_address(typed[act.of], request.form.get(f"{act.of}-place", "") if act.name == "place" else "")
    return typed


def afterwards(here: StepOfDraft, act: Act) -> str:
    """Where the page goes on after the button did its work."""
    more: dict[str, Any] = {"back": request.args.get("back")}
    anchor = None
    if act.name in {"search", "add-item"}:
        more["words"] = request.form.get("words", "").strip()[:100] or None
        anchor = "lines" if act.name == "add-item" else "search" if here.step.name == "products" else "offered"
    elif act.name == "take":
        anchor = "end_user-corporate"
    elif act.name in {"look-up", "place"}:
        more["looked-up"] = act.of
        anchor = f"{act.of}-postal_code"
    elif act.name in picking.ACTS:
        more["seek"], anchor = picking.afterwards(act.name, act.of)
    elif act.name in {"add-person", "remove-person"}:
        anchor = "contact_persons"
    elif act.name == "remove-item":
        anchor = "lines"
    elif act.name in {"upload", "drop-supplement"}:
        anchor = "supplements"
    path, application_id = here.step.path, here.application.id
    return url_for("applications.step", application_id=application_id, path=path, _anchor=anchor, **more)


def _without(entries: list[Any], at: str) -> list[Any]:
    if not re.fullmatch(r"[0-9]{1,3}", at):
        return entries
    return [entry for place, entry in enumerate(entries) if place != int(at)]
