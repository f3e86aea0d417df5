"""Step-up: asking again who it is, before a sensitive act (ACC-3)."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import elsewhere, held, limits, passkeys, queries, waiting
from tbc.accounts.forms.factors import ConfirmForm
from tbc.accounts.service import confirming as service
from tbc.accounts.service.password import WrongPassword
from tbc.accounts.service.showing import WrongFactor
from tbc.accounts.views.room import room, turn_away
from tbc.accounts.views.second_factor import as_json
from tbc.kit import unsent
from tbc.kit.db import SAFE_METHODS, keep_changes, keep_now
from tbc.kit.guard import actor, guard, is_recent, local_path
from tbc.kit.page import go, is_htmx, page
from tbc.policy import Permission


@room.route("/account/confirm", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE)
def confirm() -> AnyResponse:
    """Show a password or a factor, and go on to where one wanted to go."""
    onward = local_path(request.values.get("next")) or url_for("accounts.profile")
    if request.method != "POST" and is_recent(actor()):
        return redirect(onward, 303)
    form = ConfirmForm(request.form, prefix="confirmation-")
    if request.method == "POST" and _is_shown(form):
        return go(onward)
    to, status = url_for("accounts.confirm"), 422 if request.method == "POST" else 200
    return _page(form, status, to=to, kept=[("next", onward)])


@room.post("/account/confirm/challenge")
@guard(Permission.ACCOUNT_MANAGE)
def confirm_challenge() -> Response:
    """What a passkey is to sign, for the page's script."""
    session_id, user_id = actor().session_id, actor().user_id
    assert session_id is not None
    assert user_id is not None
    return as_json(passkeys.ask_for_sign(waiting.new_challenge(session_id), held.list_passkeys(user_id)))


def ask() -> AnyResponse | None:
    """What the guard answers to a sensitive act of somebody who has not shown lately that it is them.

    A page is led round by way of the confirmation. A form is answered in place: the confirmation stands in one form
    with all that was typed, and the same request, sent once more, goes through (None).
    """
    if is_htmx() or request.method in SAFE_METHODS:
        return go(url_for("accounts.confirm", next=_here()))
    form = ConfirmForm(request.form, prefix="confirmation-")
    if form.is_filled and _is_shown(form):
        # The act itself may still be refused, and its form drawn anew: who it is need not be asked again then.
        keep_now()
        return None
    kept, to = unsent.fields(act=True), request.full_path.rstrip("?")
    return _page(form, 422 if form.is_filled else 403, to=to, kept=kept, has_files=bool(request.files))


def _is_shown(form: ConfirmForm) -> bool:
    try:
        service.confirm(actor(), form.password.data or "", form.shown())
    except limits.TooManyTries as refused:
        turn_away(refused)
    except (WrongPassword, WrongFactor):
        keep_changes()
        form.refuse()
        return False
    return True


def _page(
    form: ConfirmForm, status: int, *, to: str, kept: list[tuple[str, str]], has_files: bool = False
) -> AnyResponse:
    user_id = actor().user_id
    assert user_id is not None
    return page(
        "accounts/confirm.html",
        status=status,
        form=form,
        has=held.factors_of(user_id),
        has_password=queries.get_user(user_id).password_hash is not None,
        portals=elsewhere.portals_of(user_id),
        to=to,
        kept=kept,
        has_files=has_files,
    )


def _here() -> str | None:
    """The page that is to be gone back to: HTMX names the one around the fragment."""
    if not is_htmx():
        return local_path(request.full_path.rstrip("?"))
    around = urlsplit(request.headers.get("HX-Current-URL", ""))
    return local_path(around.path + (f"?{around.query}" if around.query else ""))
