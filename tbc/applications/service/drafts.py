"""Drafts: start, keep what is typed with all its errors, discard (APP-4).

Whoever changes a draft has locked its row before (`queries.lock_application`), so that of two at once one comes second
and sees what the first has done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tbc.applications import checking
from tbc.applications.facts import gather
from tbc.applications.listing import describe
from tbc.applications.models import Application
from tbc.applications.record import STEPS, Content, Step
from tbc.applications.rules import Facts
from tbc.applications.service.belonging import hold_account, record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.entries.problem import Problem
from tbc.kit.ids import new_id
from tbc.policy import Actor


class NoLongerDraft(Exception):
    """The application was filed meanwhile: another tab, the second click, a colleague."""


class ChangedMeanwhile(Exception):
    """Somebody saved the same step since this form was opened.

    `theirs` is what stands there now, `entry` the step's in `progress`, which says who saved it and when.
    """

    def __init__(self, theirs: Content, entry: Mapping[str, Any]) -> None:
        super().__init__(entry.get("version"))
        self.theirs = theirs
        self.entry = entry
        self.version: int = entry.get("version", 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """What saving a step came to: its problems, the facts they rest on, and the step's new version."""

    problems: list[Problem]
    facts: Facts
    version: int


def start(actor: Actor, kind: str, contract_class: str, account_id: UUID | None = None) -> Application:
    """Begin a draft, in quick mode or in a company account (APP-1, APP-2).

    Raises:
        AccountNotAvailable: `actor` cannot file in that company account.
    """
    if account_id is not None:
        hold_account(actor, account_id)
    application = new_draft(actor, {"kind": kind, "contract_class": contract_class}, account_id)
    describe(application)
    record("application-started", actor, application)
    session.flush()
    return application


def keep(
    application: Application,
    step: Step,
    typed: dict[str, Any],
    version: int | None,
    *,
    tried: bool,
    by: Actor | None = None,
) -> Kept:
    """Save what was typed on `step`, wrong or not; `tried` when the reader says that the step is finished.

    `version` is that of the step when its form was drawn; None overwrites whatever stands there. `by` is who saves.

    Raises:
        NoLongerDraft: it was filed meanwhile.
        ChangedMeanwhile: the same step was saved meanwhile with other content; nothing is overwritten.
    """
    draft = still_draft(application)
    parts = checking.read(step, typed)
    _refuse_overwriting(draft, step, parts, version)
    content = {**draft.content, **parts}
    facts = gather(draft, content)
    name_products(content, facts)
    changed = any(draft.content.get(part) != content[part] for part in parts)
    draft.content = content
    draft.progress = _progress(draft, content, facts, step, tried=tried, changed=changed)
    if changed:
        draft.progress[step.name] |= _saved_by(by)
        draft.version += 1
        draft.saved_at = draft.listed_at = now()
        draft.reminded_at = None
    describe(draft)
    session.flush()
    problems = checking.check_step(step, content, facts)
    return Kept(problems, facts, draft.progress[step.name]["version"])


def discard(actor: Actor, application: Application) -> None:
    """Remove a draft and its supplements.

    Raises:
        NoLongerDraft: it was filed meanwhile.
    """
    draft = still_draft(application)
    record("draft-discarded", actor, draft)
    session.delete(draft)
    session.flush()


def name_products(content: Content, facts: Facts) -> None:
    """Write each line's product name beside its code, as the catalogue has it today."""
    for item in content.get("items") or ():
        product = facts.products.get(item["product"])
        item["product_name"] = getattr(product, "name_ja", "")


def still_draft(application: Application) -> Application:
    """`application`, if it is still a draft.

    Raises:
        NoLongerDraft: it was filed meanwhile.
    """
    if not application.is_draft:
        raise NoLongerDraft
    return application


def _refuse_overwriting(draft: Application, step: Step, parts: Content, version: int | None) -> None:
    entry = draft.progress.get(step.name, {})
    if version is None or version == entry.get("version", 0):
        return
    theirs = {part: draft.content.get(part) for part in parts}
    if checking.read(step, theirs) != parts:
        raise ChangedMeanwhile(theirs, entry)


def _saved_by(actor: Actor | None) -> dict[str, Any]:
    if actor is None:
        return {}
    return {"by": actor.name, "by_id": str(actor.user_id), "at": now().isoformat()}


def _progress(
    draft: Application, content: Content, facts: Facts, saved: Step, *, tried: bool, changed: bool
) -> dict[str, Any]:
    """Where each step stands. Steps that were saved before are checked anew: they may depend on this one."""
    before = draft.progress
    progress = {}
    for step in STEPS:
        was = before.get(step.name)
        if was is None and step is not saved:
            continue
        entry = dict(was or {"version": 0, "tried": False})
        if step is saved:
            entry["tried"] = entry["tried"] or tried
            entry["version"] += changed
        count = len(checking.errors(checking.check_step(step, content, facts)))
        entry["count"] = count
        entry["state"] = "done" if not count else "error" if entry["tried"] else "editing"
        progress[step.name] = entry
    return progress


def new_draft(actor: Actor, content: Content, account_id: UUID | None) -> Application:
    """A draft of `actor`'s with this record; its steps have yet to be judged."""
    draft = Application(
        id=new_id(),
        state="draft",
        version=1,
        mode="account-managed" if account_id else "quick",
        company_account_id=account_id,
        filer_id=actor.user_id,
        filer_name=actor.name,
        filer_email=actor.email,
        content=content,
    )
    session.add(draft)
    return draft


def progress_of_all(content: Content, facts: Facts) -> dict[str, Any]:
    """Where the steps of a draft stand that was begun with everything in it."""
    progress: dict[str, Any] = {}
    for step in STEPS:
        count = len(checking.errors(checking.check_step(step, content, facts)))
        progress[step.name] = {"version": 0, "tried": True, "count": count, "state": "error" if count else "done"}
    return progress
