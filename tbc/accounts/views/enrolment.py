"""Adding the second factor that somebody must have before they are let in (ACC-3)."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import passkeys, queries, waiting
from tbc.accounts.forms.factors import PasskeyForm, TotpForm, code_refused, passkey_refused
from tbc.accounts.models import SignedIn, User
from tbc.accounts.service import factors as service
from tbc.accounts.views import pending
from tbc.accounts.views.room import let_in, private, room
from tbc.accounts.views.second_factor import as_json, begin_anew, stage
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, public
from tbc.kit.page import page, say
from tbc.policy import Actor


@room.route("/sign-in/enrolment", methods=["GET", "POST"])
@public
def enrolment() -> AnyResponse:
    """Add an authenticator app, and be let in with it; the other way is a passkey."""
    waited = stage("enrolment")
    if waited is None:
        return begin_anew()
    user, form = queries.get_user(waited.user_id), TotpForm()
    if request.method != "POST":
        form.process(request.args)
        return _page(user, form, 200)
    if not form.validate():
        return _page(user, form, 422)
    try:
        service.enrol_first(user)
        service.add_totp(_as(user), user, pending.secret(user.id), form.totp.data or "")
    except service.AlreadyEnrolled:
        return begin_anew()
    except service.WrongCode:
        form.totp.errors = [code_refused()]
        return _page(user, form, 422)
    pending.forget()
    return _let_in(user, form.next.data, "totp", waited)


@room.post("/sign-in/enrolment/passkey")
@public
def enrol_passkey() -> AnyResponse:
    """Add a passkey, and be let in with it."""
    waited = stage("enrolment")
    if waited is None:
        return begin_anew()
    user, form = queries.get_user(waited.user_id), PasskeyForm()
    if not form.validate():
        return _page(user, TotpForm(formdata=None, next=form.next.data), 422, form)
    try:
        service.enrol_first(user)
        service.add_passkey(_as(user), user, form.passkey.data or "", form.name.data or "", waited.id)
    except service.AlreadyEnrolled:
        return begin_anew()
    except passkeys.PasskeyRefused:
        keep_changes()
        form.name.errors = [passkey_refused()]
        return _page(user, TotpForm(formdata=None, next=form.next.data), 422, form)
    return _let_in(user, form.next.data, "passkey", waited)


@room.post("/sign-in/enrolment/challenge")
@public
def enrolment_challenge() -> Response:
    """What a new passkey is to sign, for the page's script."""
    waited = stage("enrolment")
    if waited is None:
        abort(404)
    user = queries.get_user(waited.user_id)
    return as_json(passkeys.ask_for_new(user, waiting.new_challenge(waited.id), []))


def _page(user: User, form: TotpForm, status: int, passkey: PasskeyForm | None = None) -> AnyResponse:
    passkey = passkey or PasskeyForm(formdata=None, name=pending.device_name(), next=form.next.data)
    answer = page(
        "accounts/enrolment.html",
        status=status,
        form=form,
        passkey=passkey,
        user=user,
        **pending.drawn(pending.secret(user.id), user.email),
    )
    return private(answer)


def _let_in(user: User, wanted: str | None, factor: str, waited: SignedIn) -> AnyResponse:
    response = let_in(user, url_for("accounts.recovery_codes", next=wanted or None), factor=factor, waited=waited)
    say(gettext("二段階認証を設定しました。続けてリカバリーコードを作っておいてください。"))
    return response


def _as(user: User) -> Actor:
    """The person, for the audit trail: they have shown their password and are not let in yet."""
    return Actor(user_id=user.id, name=user.name, email=user.email, address=actor().address)
