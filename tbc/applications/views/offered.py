"""The end users that a company account keeps, offered where an application asks for one (ORG-7)."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from tbc.applications.models import Application
from tbc.applications.record import STEP_BY_PATH
from tbc.applications.service import drafts
from tbc.applications.views.room import StepOfDraft
from tbc.kit.guard import actor, can
from tbc.kit.page import say
from tbc.kit.places import identity
from tbc.organizations.models import EndUser
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.queries.end_users import find_offered, list_offered
from tbc.organizations.service.end_users import keep_from_application
from tbc.policy import Permission

AT_MOST = 8


def offer(here: StepOfDraft) -> dict[str, Any]:
    """What the page shows of them: those found, and whether the typed one may be kept."""
    account_id, words = here.application.company_account_id, request.args.get("words", "")[:100]
    offered = list_offered(actor(), account_id, words, limit=AT_MOST + 1) if account_id else ()
    return {
        "offered": offered[:AT_MOST],
        "more_offered": len(offered) > AT_MOST,
        "words": words if account_id else "",
        "may_register": can(Permission.END_USER_MANAGE, here.application),
        "register": bool(request.form.get("register")),
    }


def find(end_user_id: str) -> EndUser | None:
    """The end user that an address or a form names, if it is offered to the reader."""
    own = identity(end_user_id)
    return find_offered(actor(), own) if own else None


def take_along(draft: Application, end_user_id: str) -> None:
    """Fill in the end user for whom the draft was begun, if its company account keeps it."""
    found = find(end_user_id) if draft.company_account_id else None
    if found is None or found.account_id != draft.company_account_id:
        return
    drafts.keep(draft, STEP_BY_PATH["end-user"], {"end_user": dict(found.content)}, None, tried=True, by=actor())
    say(_("「%(name)s」の内容を入れました。", name=found.corporate_name))


def chosen(here: StepOfDraft, end_user_id: str) -> dict[str, Any] | None:
    """The fields of the end user that was chosen; None if the application's company account does not offer it."""
    found = find(end_user_id)
    if found is None or found.account_id != here.application.company_account_id:
        say(_("この契約者は、もう登録されていません。"), "info")
        return None
    say(_("「%(name)s」の内容を入れました。", name=found.corporate_name))
    return dict(found.content)


def register(here: StepOfDraft) -> None:
    """Keep the end user that was typed, if the reader ticked that; one that is kept already stays as it is."""
    account_id = here.application.company_account_id
    if not request.form.get("register") or here.step.name != "end_user" or account_id is None:
        return
    account = find_account(actor(), account_id)
    kept = keep_from_application(actor(), account, here.application.content["end_user"]) if account else None
    if kept:
        say(_("「%(name)s」を契約者に登録しました。次の申請から選べます。", name=kept.corporate_name))
