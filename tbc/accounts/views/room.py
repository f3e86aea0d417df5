"""The room's blueprint, and what its pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from flask import Blueprint, Response, current_app, redirect, request, session, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import devices, elsewhere
from tbc.accounts.current import give_token
from tbc.accounts.limits import TooManyTries
from tbc.accounts.models import SignedIn, User
from tbc.accounts.service import sign_in
from tbc.audit.service import record
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, local_path
from tbc.kit.page import page

room = Blueprint("accounts", __name__)


def go_on(
    user: User, wanted: str | None, *, factor: str | None = None, note: Callable[[str], None] | None = None
) -> AnyResponse:
    """After the password, or a partner portal's word: the session at once, or first the page of the second factor, or
    of adding one.

    `factor` is what was shown with it already. `note` is told the browser's new token.
    """
    stage = None if factor else sign_in.next_stage(user)
    if stage is None:
        return let_in(user, wanted, factor=factor, note=note)
    token = sign_in.wait(actor(), user, stage, _device())
    if note:
        note(token)
    forget_browser()
    endpoint = "accounts.second_factor" if stage == "factor" else "accounts.enrolment"
    response = redirect(url_for(endpoint, next=local_path(wanted) or None), 303)
    give_token(response, token)
    return response


def let_in(
    user: User,
    wanted: str | None,
    *,
    factor: str | None = None,
    waited: SignedIn | None = None,
    note: Callable[[str], None] | None = None,
) -> AnyResponse:
    """Begin the session of somebody who has proven who they are, by `factor` in the session `waited` where they have
    one, and lead them on. The browser gets a new token."""
    token = sign_in.begin(actor(), user, _device(), factor=factor, waited=waited)
    if note:
        note(token)
    forget_browser()
    response = redirect(where_to(user, wanted), 303)
    give_token(response, token)
    return response


def forget_browser() -> None:
    """Whatever stood in the browser's state belongs to whoever used it before, the form token too."""
    # The portal that waits for being linked asked this browser to sign in: the link would have nowhere else to stand.
    kept = {key: session[key] for key in ("language", "_flashes", elsewhere.LINK) if key in session}
    session.clear()
    session.update(kept)


def where_to(user: User, wanted: str | None) -> str:
    """Where somebody goes after signing in: to the question of the mode first, if it was never answered (ACC-5)."""
    goal = local_path(wanted)
    if user.kind == "customer" and user.mode is None:
        return url_for("accounts.mode", next=goal) if goal else url_for("accounts.mode")
    return goal or home_of(user.kind)


def home_of(kind: str) -> str:
    """Where somebody starts who wants nothing in particular."""
    wanted = {"staff": "desk.index", "renewal-only": "renewals.index"}.get(kind, "applications.index")
    return url_for(wanted if wanted in current_app.view_functions else "home.index")


def turn_away(refused: TooManyTries) -> NoReturn:
    """Answer 429 with the seconds to wait; the try is counted and noted."""
    record("throttled", actor(), "door", None, door=refused.door)
    keep_changes()
    raise TooManyRequests(retry_after=refused.seconds)


def private(response: Response) -> Response:
    """A page whose address is a secret is kept by no cache (and, as every page, told to no other site)."""
    response.headers["Cache-Control"] = "no-store"
    return response


def spent(template: str, **values: Any) -> Response:
    """A link that is used, expired or unknown: the sentence, and the way to a new one."""
    return private(page(template, status=410, **values))


def _device() -> str:
    return devices.describe(request.user_agent.string)
