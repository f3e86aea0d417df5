"""The delivery site's door: in by number and password, out again, and a new password (DLV-3)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.deliveries import current
from tbc.deliveries.forms.signing_in import ReissueForm, SignInForm
from tbc.deliveries.service import signing_in as service
from tbc.deliveries.views.room import room
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, public
from tbc.kit.page import go, page


@room.route("/delivery/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> AnyResponse:
    """Sign in to one delivery."""
    form = SignInForm()
    if request.method != "POST":
        return go(url_for("deliveries.delivery")) if current.signed_in() else page("deliveries/sign_in.html", form=form)
    if not form.validate():
        return page("deliveries/sign_in.html", status=422, form=form)
    try:
        token = service.sign_in(actor(), form.delivery_number.data or "", form.password.data or "")
    except TooManyTries as refused:
        turn_away(refused)
    except service.WrongPassword:
        keep_changes()
        form.password.errors = [_("納品番号かパスワードが違います。2通のメールを確かめて、入力し直してください。")]
        return page("deliveries/sign_in.html", status=422, form=form)
    except service.PasswordExpired:
        keep_changes()
        form.password.errors = [_("パスワードの有効期限（90日間）が過ぎています。再発行してください。")]
        return page("deliveries/sign_in.html", status=422, form=form, is_expired=True)
    response = go(url_for("deliveries.delivery"))
    current.give_token(response, token)
    return response


@room.post("/delivery/sign-out")
@public
def sign_out() -> AnyResponse:
    """End the sign-in of this browser."""
    token = current.token_of_browser()
    if token:
        service.sign_out(token)
    response = go(url_for("deliveries.sign_in"))
    current.take_token(response)
    return response


@room.route("/delivery/reissue", methods=["GET", "POST"])
@public
def reissue() -> AnyResponse:
    """Ask for a new password; it goes to the address last used, and this page says the same to everybody."""
    form = ReissueForm()
    if request.method != "POST":
        return page("deliveries/reissue.html", form=form)
    if not form.validate():
        return page("deliveries/reissue.html", status=422, form=form)
    try:
        service.ask_anew(actor(), form.delivery_number.data or "")
    except TooManyTries as refused:
        turn_away(refused)
    return go(url_for("deliveries.reissued"))


@room.get("/delivery/reissued")
@public
def reissued() -> AnyResponse:
    """What happens next."""
    return page("deliveries/reissued.html")
