"""Filing exactly once, and what may become of an application afterwards (APP-6, APP-9, NUM-3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tbc.accounts.queries import get_user
from tbc.applications import checking, numbers, rules
from tbc.applications.facts import gather
from tbc.applications.listing import describe
from tbc.applications.models import Application
from tbc.applications.record import GROUPS, SAME_AS, Content
from tbc.applications.rules import Facts
from tbc.applications.service import announcing
from tbc.applications.service.belonging import hold_account, record
from tbc.applications.service.drafts import name_products
from tbc.applications.service.naming import note_dealers
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.entries.problem import Problem
from tbc.mail import service as mail
from tbc.organizations.models import AccountMember
from tbc.policy import Actor

_WHOLE = ("quantity", "term_years", "held_quantity")


class Incomplete(Exception):
    """The record still has errors; nothing was filed."""

    def __init__(self, problems: list[Problem], facts: Facts) -> None:
        super().__init__(len(problems))
        self.problems = problems
        self.facts = facts


class NotAgreed(Exception):
    """A consent is missing; `missing` holds `consent` (the end user's) or `privacy`."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing)
        self.missing = missing


class StateHasChanged(Exception):
    """The application may no longer become what was asked: `state` is where it stands."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.state)
        self.application = application
        self.state = application.state


class ChangedSinceSeen(Exception):
    """The draft was saved since whoever files it has looked at its answers; nothing was filed."""


def file(
    actor: Actor,
    application: Application,
    agreed: Mapping[str, bool],
    *,
    agreed_version: str,
    validity: int | None,
    seen: int | None = None,
    facts: Facts | None = None,
    tell: bool = True,
) -> Application:
    """File the draft and give it its number; an application that is filed already is returned as it is.

    The caller has locked the row (`queries.lock_application`), so that of many filings of one draft (double click, two
    tabs, a resent request) the first one files and the others find it filed. `agreed` holds `consent` and `privacy`;
    `validity` is the configured number of days that a number is valid, None for no limit (NUM-4); `seen` the draft's
    version when its answers were shown, None if nobody looked. The filer is whoever files, also of a colleague's draft.
    Who files many at once has gathered the `facts` of all, and tells of them in one letter instead (`tell`).

    Raises:
        ChangedSinceSeen: somebody saved it meanwhile.
        AccountNotAvailable: the company account is closed, or `actor` is no longer in it.
        Incomplete: the record has errors.
        NotAgreed: a consent is missing.
        StateHasChanged: what it corrects was superseded, withdrawn or ordered meanwhile.
    """
    if not application.is_draft:
        return application
    draft = application
    if seen is not None and seen != draft.version:
        raise ChangedSinceSeen
    facts = facts or gather(draft, draft.content)
    name_products(draft.content, facts)
    _require_complete(draft.content, facts)
    _require_agreement(actor, draft.content, agreed)
    corrected = _lock_corrected(draft)
    _go_where_the_origin_is(actor, draft, corrected)
    content = final(draft.content, consent=bool(agreed.get("consent")))
    content["supplements"] = sorted(facts.uploaded & set(rules.supplements_needed(content["items"], facts)))
    _take_number(draft, content, validity)
    draft.filer_id, draft.filer_name, draft.filer_email = actor.user_id, actor.name, actor.email
    draft.agreed_version = agreed_version
    record("application-filed", actor, draft, number=draft.number)
    session.flush()
    note_dealers(draft)
    announcing.tell("application.filed", draft)
    if corrected:
        _supersede(actor, corrected, draft)
    elif draft.copied_from_id:
        _note_copy(actor, session.get_one(Application, draft.copied_from_id), draft)
    if tell:
        _tell(actor, "application-filed", draft)
    return draft


def _go_where_the_origin_is(actor: Actor, draft: Application, corrected: Application | None) -> None:
    """The origin may have been moved into a company account since: its correction is filed there."""
    account_id = (corrected or draft).company_account_id
    if account_id:
        hold_account(actor, account_id)
        draft.mode, draft.company_account_id = "account-managed", account_id


def _note_copy(actor: Actor, origin: Application, copied: Application) -> None:
    """On the origin's time line, unless its readers are others: whom it was shown to keeps their number to themself."""
    if (origin.company_account_id or origin.filer_id) == (copied.company_account_id or copied.filer_id):
        details: dict[str, Any] = {"other": str(copied.id), "other_number": copied.number}
        record("application-copy-filed", actor, origin, **details)


def withdraw(actor: Actor, application: Application, reason: str) -> Application:
    """Take a filed application, whose row is locked, back before it is ordered.

    Raises:
        StateHasChanged: it was ordered, superseded or withdrawn meanwhile.
    """
    if not rules.may_become(application.state, "withdrawn"):
        raise StateHasChanged(application)
    application.state = "withdrawn"
    details: dict[str, Any] = {"number": application.number, "reason": reason}
    record("application-withdrawn", actor, application, **details)
    session.flush()
    announcing.tell("application.withdrawn", application)
    _tell(actor, "application-withdrawn", application)
    _tell_filer(actor, "application-withdrawn", application)
    return application


def final(content: Content, *, consent: bool) -> Content:
    """The record as it is filed: whole numbers as numbers, a section that is the same as another only says so."""
    filed = dict(content)
    filed["items"] = [_final_item(item) for item in content["items"]]
    for part in GROUPS:
        section = dict(content.get(part) or {})
        if section.get("same_as") in SAME_AS.get(part, ()):
            section = {"same_as": section["same_as"]}
        else:
            section.pop("same_as", None)
        filed[part] = section
    filed["consent"] = consent
    return filed


def _final_item(item: Mapping[str, Any]) -> dict[str, Any]:
    filed = dict(item)
    for name in _WHOLE:
        text = str(filed.get(name) or "")
        filed[name] = int(text) if re.fullmatch(r"[0-9]+", text) else None
    return filed


def _require_complete(content: Content, facts: Facts) -> None:
    problems = checking.errors(checking.check(content, facts))
    if problems:
        raise Incomplete(problems, facts)


def _require_agreement(actor: Actor, content: Content, agreed: Mapping[str, bool]) -> None:
    needed = ["privacy"]
    if rules.needs_consent(actor.email, content["end_user"]["email"]):
        needed.insert(0, "consent")
    missing = [name for name in needed if not agreed.get(name)]
    if missing:
        raise NotAgreed(missing)


def _take_number(draft: Application, content: Content, validity: int | None) -> None:
    """A drawn number is used before with a chance of one in 10^34 per row; the unique index decides all the same."""
    draft.content = content
    draft.number = numbers.draw()
    draft.state = "filed"
    draft.filed_at = draft.listed_at = now()
    draft.progress = {}
    draft.version += 1
    draft.valid_until = today() + timedelta(days=validity) if validity else None
    describe(draft)


def _lock_corrected(draft: Application) -> Application | None:
    if draft.corrects_id is None:
        return None
    old = session.get_one(Application, draft.corrects_id, with_for_update=True, populate_existing=True)
    if not rules.may_become(old.state, "superseded"):
        raise StateHasChanged(old)
    return old


def _supersede(actor: Actor, old: Application, draft: Application) -> None:
    old.state = "superseded"
    old.superseded_by_id = draft.id
    details: dict[str, Any] = {"other": str(draft.id), "other_number": draft.number}
    record("application-superseded", actor, old, number=old.number, **details)
    session.flush()
    announcing.tell("application.superseded", old, superseded_by=draft.number)


def _tell(actor: Actor, letter: str, application: Application) -> None:
    """Mail about a web application goes only to the login address (APP-7)."""
    _post(letter, actor.email, actor.language or "ja", application)


def _tell_filer(actor: Actor, letter: str, application: Application) -> None:
    """A filer whose number a manager has made useless learns of it, while they are in the company account."""
    if application.company_account_id is None or application.filer_id == actor.user_id:
        return
    membership = session.get(AccountMember, (application.company_account_id, application.filer_id))
    if membership:
        filer = get_user(membership.user_id)
        _post(letter, filer.email, filer.language, application, by=actor.name)


def _post(letter: str, to: str, language: str, application: Application, by: str = "") -> None:
    mail.post(
        letter,
        to=to,
        language=language,
        about=application.id,
        about_type="application",
        application=application,
        groups=numbers.groups(application.number or ""),
        by=by,
    )
