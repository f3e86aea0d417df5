"""What a step's page needs to be drawn: its form, the task list, products found, places behind a postal code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.applications import checking, record, rules
from tbc.applications.facts import gather
from tbc.applications.forms.steps import form_for
from tbc.applications.models import Application
from tbc.applications.queries import list_supplements
from tbc.applications.record import STEPS, Step
from tbc.applications.rules import Facts
from tbc.applications.service.drafts import ChangedMeanwhile, Kept
from tbc.applications.views import offered, picking
from tbc.applications.views.room import StepOfDraft
from tbc.catalog.models import Supplement
from tbc.catalog.queries import find_supplement, list_eligible
from tbc.kit import postal
from tbc.kit.entries.address import places_of
from tbc.kit.guard import actor
from tbc.kit.page import page
from tbc.partners.queries.picking import same_dealer

FOUND_AT_MOST = 8


def draw(here: StepOfDraft, *, kept: Kept | None = None, status: int = 200) -> Response:
    """The page of a step."""
    application, step = here.application, here.step
    entry = application.progress.get(step.name, {})
    facts = kept.facts if kept else _facts(here)
    problems = kept.problems if kept else ()
    if kept is None and entry.get("tried") and entry.get("count"):
        problems = checking.check_step(step, application.content, facts)
    more = _more(here, facts)
    names = {supplement.code: supplement.name for supplement, _uploaded in more.get("needed", ())}
    return page(
        f"applications/steps/{step.path}.html",
        part=picking.PART if more.get("sought") else None,
        status=429 if more.get("wait") else status,
        form=form_for(step, application.content, problems, names),
        version=entry.get("version", 0),
        **frame(here),
        **more,
    )


def draw_conflict(here: StepOfDraft, typed: dict[str, Any], conflict: ChangedMeanwhile) -> Response:
    """Both contents side by side where they differ; the reader chooses, nothing is overwritten."""
    mine = checking.read(here.step, typed)
    rows = [
        (record.field_of(path), ours, record.value_at(conflict.theirs, path))
        for path, _field, ours in record.walk(mine)
        if (ours or "") != str(record.value_at(conflict.theirs, path) or "")
    ]
    return page(
        "applications/conflict.html",
        status=409,
        rows=rows,
        sent=list(request.form.items(multi=True)),
        version=conflict.version,
        who=colleague(conflict.entry),
        at=_moment(conflict.entry),
        **frame(here),
    )


def frame(here: StepOfDraft) -> dict[str, Any]:
    """What stands around every step: the application, the task list, where the reader came from."""
    application = here.application
    return {
        "application": application,
        "step": here.step,
        "kinds": record.KINDS,
        "task_list": task_list(application, here.step.name),
        "back": request.args.get("back"),
        "last_saved": last_saved(application),
        "address": url_for(
            "applications.step", application_id=application.id, path=here.step.path, back=request.args.get("back")
        ),
    }


def colleague(entry: Mapping[str, Any]) -> str | None:
    """Who saved a step last, if it was somebody else than the reader."""
    return entry.get("by") if entry.get("by_id") not in {None, str(actor().user_id)} else None


def last_saved(application: Application) -> tuple[str, datetime] | None:
    """Which colleague saved the draft last, and when; None if it was the reader."""
    entries = [entry for entry in application.progress.values() if entry.get("at")]
    latest: Mapping[str, Any] = max(entries, key=lambda entry: entry["at"], default={})
    who, at = colleague(latest), _moment(latest)
    return (who, at) if who and at else None


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(entry["at"]) if entry.get("at") else None


def task_list(application: Application, current: str) -> list[dict[str, Any]]:
    """The steps with their states, and the check page at the end (APP-3)."""
    tasks = [
        {
            "label": step.title,
            "url": url_for("applications.step", application_id=application.id, path=step.path),
            "current": step.name == current,
            **_state(application, step),
        }
        for step in STEPS
    ]
    check = url_for("applications.check", application_id=application.id)
    return [*tasks, {"label": _("内容の確認"), "url": check, "state": "none", "current": current == "check"}]


def _state(application: Application, step: Step) -> dict[str, Any]:
    entry = application.progress.get(step.name)
    if entry is None:
        return {"state": "empty"}
    if entry["state"] == "error":
        return {"state": "error", "text": ngettext("エラー %(num)s", "エラー %(num)s", entry["count"])}
    return {"state": entry["state"], "text": _short(application, step) if entry["state"] == "done" else None}


def _short(application: Application, step: Step) -> str | None:
    content = application.content
    if step.name == "products":
        count = len(content.get("items") or ())
        return str(ngettext("%(num)s製品", "%(num)s製品", count))
    same = (content.get(step.name) or {}).get("same_as") if step.name in record.SAME_AS else None
    return str(record.SAME_AS_NAMES[same]) if same in record.SAME_AS_NAMES else None


def _facts(here: StepOfDraft) -> Facts:
    if here.step.name in {"products", "extras"}:
        return gather(here.application, here.application.content)
    return Facts(prefectures=postal.prefectures_of, same_dealer=same_dealer)


def _more(here: StepOfDraft, facts: Facts) -> dict[str, Any]:
    name = here.step.name
    if name == "products":
        return _found(here, facts)
    if name == "end_user":
        return _places(here) | offered.offer(here)
    if name == "support_contact":
        return _places(here)
    if name == "dealers":
        return picking.offer(here)
    if name == "extras":
        return _extras(here, facts)
    return {}


def _found(here: StepOfDraft, facts: Facts) -> dict[str, Any]:
    content, words = here.application.content, request.args.get("words", "")[:100]
    kind, contract_class = content.get("kind") or None, content.get("contract_class") or None
    found = list_eligible(kind, contract_class, words, limit=FOUND_AT_MOST + 1)
    return {
        "products": facts.products,
        "words": words,
        "found": found[:FOUND_AT_MOST],
        "more": len(found) > FOUND_AT_MOST,
    }


def _places(here: StepOfDraft) -> dict[str, Any]:
    """The choice under the postal code, after the reader has asked for it."""
    part = here.step.name
    if request.args.get("looked-up") != part:
        return {"places": None, "picked": None}
    places, picked = places_of(here.application.content.get(part) or {})
    return {"places": places, "picked": picked}


def _extras(here: StepOfDraft, facts: Facts) -> dict[str, Any]:
    content = here.application.content
    items = content.get("items") or ()
    uploaded = (
        {entry.code: entry for entry in list_supplements(here.application.id)} if facts.uploaded | facts.faulty else {}
    )
    needed: list[tuple[Supplement, Any]] = []
    for code in rules.supplements_needed(items, facts):
        supplement = find_supplement(code)
        if supplement:
            needed.append((supplement, uploaded.get(code)))
    return {
        "needed": needed,
        "persons_needed": rules.contact_persons_needed(content.get("kind", ""), items, facts),
        "persons_at_most": rules.CONTACT_PERSONS_AT_MOST,
    }


def anchor(path: str) -> str:
    """Where the control for `path` stands on its page."""
    control = record.control_id(path)
    is_choice = path in {"kind", "contract_class"} or path.endswith(".same_as")
    return f"{control}-0" if is_choice else control
