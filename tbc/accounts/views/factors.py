"""二段階認証: what one has, and adding and removing an authenticator app (ACC-3)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import demands, held, queries, sessions
from tbc.accounts.forms.factors import PasskeyForm, TotpForm, code_refused
from tbc.accounts.models import Passkey, User
from tbc.accounts.service import factors as service
from tbc.accounts.views import pending
from tbc.accounts.views.room import private, room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/account/factors")
@guard(Permission.ACCOUNT_MANAGE)
def factors() -> AnyResponse:
    """Which second factors one has, and what can be done about them."""
    return overview(PasskeyForm(formdata=None, name=pending.device_name()), 200)


@room.route("/account/factors/totp", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def add_totp() -> AnyResponse:
    """Add an authenticator app, or another in place of it, by the code that it shows."""
    user, form = queries.get_own(actor()), TotpForm()
    secret = pending.secret(user.id)
    if request.method != "POST" or not form.validate():
        return _totp_page(user, form, secret, 200 if request.method != "POST" else 422)
    had = held.factors_of(user.id).any
    try:
        service.add_totp(actor(), user, secret, form.totp.data or "")
    except service.WrongCode:
        form.totp.errors = [code_refused()]
        return _totp_page(user, form, secret, 422)
    pending.forget()
    say(gettext("認証アプリを設定しました。次のサインインから確認コードをうかがいます。"))
    return added("totp", is_first=not had)


@room.route("/account/factors/totp/removal", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def remove_totp() -> AnyResponse:
    """Remove the authenticator app; opening the address alone only asks."""
    user = queries.get_own(actor())
    if held.find_totp(user.id) is None:
        return go(url_for("accounts.factors"))
    if request.method != "POST":
        return removal(user, None, 200)
    try:
        service.remove_totp(actor(), user)
    except service.LastFactor:
        return removal(user, None, 422)
    say(gettext("認証アプリを外しました。"))
    return go(url_for("accounts.factors"))


def overview(form: PasskeyForm, status: int) -> AnyResponse:
    """The page of all factors, with the form of a new passkey."""
    user = queries.get_own(actor())
    return page(
        "accounts/factors.html",
        status=status,
        form=form,
        has=held.factors_of(user.id),
        totp=held.find_totp(user.id),
        passkeys=held.list_passkeys(user.id),
        reset=held.find_open_reset(user.id),
        forced=demands.must_have_factor(user),
    )


def removal(user: User, passkey: Passkey | None, status: int) -> AnyResponse:
    """The page that asks whether a factor is to go, and says so when it may not; None stands for the app."""
    is_last = held.factors_of(user.id).is_last
    stays = is_last and demands.must_have_factor(user)
    return page("accounts/remove_factor.html", status=status, passkey=passkey, is_last=is_last, stays=stays)


def added(factor: str, *, is_first: bool) -> AnyResponse:
    """A factor has been added: this session has shown it; whoever has their first needs codes for its loss."""
    session_id = actor().session_id
    assert session_id is not None
    sessions.confirm(session_id, factor)
    return go(url_for("accounts.recovery_codes" if is_first else "accounts.factors"))


def _totp_page(user: User, form: TotpForm, secret: str, status: int) -> AnyResponse:
    replaces = held.find_totp(user.id) is not None
    drawn = pending.drawn(secret, user.email)
    return private(page("accounts/add_totp.html", status=status, form=form, user=user, replaces=replaces, **drawn))
