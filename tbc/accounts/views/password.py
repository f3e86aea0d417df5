"""Resetting the password by mail, and changing it."""

from __future__ import annotations

from flask import request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import elsewhere, limits, queries
from tbc.accounts.forms.account import PasswordForm
from tbc.accounts.forms.entering import NewPasswordForm, ResetForm
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service import password as service
from tbc.accounts.views.room import private, room, spent, turn_away
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard, public
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.policy import Permission

ADDRESS = "reset-address"


@room.route("/reset-password", methods=["GET", "POST"])
@public
def reset_password() -> AnyResponse:
    """Ask for a link that sets a new password."""
    form = ResetForm()
    if request.method != "POST":
        return page("accounts/reset_password.html", form=form)
    if not form.validate():
        return page("accounts/reset_password.html", status=422, form=form)
    try:
        service.request_reset(actor(), form.email.data or "", language())
    except limits.TooManyTries as refused:
        turn_away(refused)
    except service.AddressUnfit:
        form.email.errors = [gettext("メールアドレスの形になっていません。登録したアドレスを入力してください。")]
        return page("accounts/reset_password.html", status=422, form=form)
    session[ADDRESS] = form.email.data
    return go(url_for("accounts.reset_sent"))


@room.get("/reset-password/sent")
@public
def reset_sent() -> AnyResponse:
    """Where to look for the mail."""
    return page("accounts/reset_sent.html", email=session.get(ADDRESS, ""))


@room.route("/reset-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str) -> AnyResponse:
    """Set a new password with a mailed link; every session ends, and one signs in with the new one."""
    proof = queries.find_proof(token, "reset-password", "set-password")
    if proof is None or proof.user_id is None:
        return spent("accounts/reset_spent.html")
    user = queries.get_user(proof.user_id)
    form = NewPasswordForm((user.email, user.name, user.company))
    if request.method != "POST" or not form.validate():
        status = 200 if request.method != "POST" else 422
        return private(page("accounts/set_password.html", status=status, form=form, user=user))
    try:
        service.set_by_link(actor(), proof, form.password.data or "")
    except LinkSpent:
        return spent("accounts/reset_spent.html")
    say(
        gettext(
            "パスワードを変更しました。すべての端末からサインアウトしました。新しいパスワードでサインインしてください。"
        )
    )
    return go(url_for("accounts.sign_in"))


@room.route("/account/password", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE)
def change_password() -> AnyResponse:
    """Change the password; the other devices are signed out."""
    user = queries.get_own(actor())
    if portals := elsewhere.only_elsewhere(user):
        return page("accounts/no_password.html", portals=portals, about="password")
    form = PasswordForm((user.email, user.name, user.company))
    if request.method != "POST" or not form.validate():
        return page("accounts/change_password.html", status=200 if request.method != "POST" else 422, form=form)
    try:
        service.change(actor(), form.current.data or "", form.password.data or "")
    except limits.TooManyTries as refused:
        turn_away(refused)
    except service.WrongPassword:
        keep_changes()
        form.current.errors = [gettext("いまのパスワードが違います。")]
        return page("accounts/change_password.html", status=422, form=form)
    say(gettext("パスワードを変更しました。ほかの端末からはサインアウトしました。"))
    return go(url_for("accounts.profile"))
