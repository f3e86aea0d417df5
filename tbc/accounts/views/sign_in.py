"""Signing in and out."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import elsewhere, limits
from tbc.accounts.current import take_token
from tbc.accounts.forms.entering import SignInForm
from tbc.accounts.service import sign_in as service
from tbc.accounts.service.password import WrongPassword
from tbc.accounts.views.room import forget_browser, go_on, room, turn_away
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, local_path, public
from tbc.kit.page import page, say


@room.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> AnyResponse:
    """Sign in, and go on to where one wanted to go."""
    form = SignInForm()
    if request.method != "POST":
        if not actor().is_anonymous:
            return redirect(local_path(request.args.get("next")) or url_for("accounts.profile"), 303)
        form.process(request.args)
        return page("accounts/sign_in.html", form=form)
    if not form.validate():
        return page("accounts/sign_in.html", status=422, form=form)
    try:
        user = service.check_password(actor(), form.email.data or "", form.password.data or "")
    except limits.TooManyTries as refused:
        turn_away(refused)
    except WrongPassword:
        keep_changes()
        form.password.errors = [gettext("メールアドレスかパスワードが違います。入力内容を確かめてください。")]
        return page("accounts/sign_in.html", status=422, form=form, failed=True)
    return go_on(user, form.next.data)


@room.route("/sign-out", methods=["GET", "POST"])
@public
def sign_out() -> AnyResponse:
    """End this session; opening the address alone only asks."""
    if request.method != "POST":
        return page("accounts/sign_out.html")
    ended = actor().session_id
    service.sign_out(actor())
    forget_browser()
    onward = elsewhere.farewell(ended) if ended else None
    if onward is None:
        say(gettext("サインアウトしました。"))
    response = redirect(onward or url_for("accounts.sign_in"), 303)
    take_token(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
