"""Signing up and proving the address."""

from __future__ import annotations

import secrets

from flask import Response, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import limits, queries
from tbc.accounts.forms import sentences
from tbc.accounts.forms.entering import ProveForm, SignUpForm
from tbc.accounts.models import SignUp
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service import sign_up as service
from tbc.accounts.service.password import WrongPassword
from tbc.accounts.views.room import let_in, private, room, spent, turn_away
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, public
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.legal import versions

SECRET = "sign-up"  # noqa: S105  # the key in the browser's state, not a secret itself
ADDRESS = "sign-up-address"


@room.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> AnyResponse:
    """Sign up, as a business or for renewals only (`?kind=renewal-only`)."""
    form = SignUpForm()
    if request.method != "POST":
        form.process(request.args)
        return page("accounts/sign_up.html", form=form, holds_from=versions.day(versions.TERMS))
    if not form.validate():
        return page("accounts/sign_up.html", status=422, form=form, holds_from=versions.day(versions.TERMS))
    try:
        service.sign_up(actor(), _wish(form), _secret_of_browser())
    except limits.TooManyTries as refused:
        turn_away(refused)
    session[ADDRESS] = form.email.data
    return go(url_for("accounts.sign_up_sent"))


@room.get("/sign-up/sent")
@public
def sign_up_sent() -> AnyResponse:
    """Where to look for the mail, and what to do when none comes."""
    if ADDRESS not in session:
        return redirect(url_for("accounts.sign_up"))
    return page("accounts/sign_up_sent.html", email=session[ADDRESS])


@room.post("/sign-up/sent")
@public
def send_again() -> AnyResponse:
    """Mail a new link to the address that signed up in this browser."""
    pending = queries.find_latest_sign_up(session.get(SECRET, ""))
    if pending is None:
        return redirect(url_for("accounts.sign_up"), 303)
    _send(pending)
    return go(url_for("accounts.sign_up_sent"))


@room.get("/sign-up/<token>")
@public
def prove(token: str) -> AnyResponse:
    """The page behind the mailed link. It only asks: programs that scan mail open links, too."""
    pending = queries.find_sign_up(token)
    if pending is None or not service.is_open(pending):
        return spent("accounts/sign_up_spent.html", token=token, again=pending is not None and not pending.proven_at)
    return _proof_page(ProveForm(), pending)


@room.post("/sign-up/<token>")
@public
def proven(token: str) -> AnyResponse:
    """The address is proven: the account is made, and its person is in."""
    pending = queries.find_sign_up(token)
    form = ProveForm()
    if pending is None:
        return spent("accounts/sign_up_spent.html", token=token, again=False)
    try:
        user = service.prove(actor(), pending, session.get(SECRET), form.password.data)
    except limits.TooManyTries as refused:
        turn_away(refused)
    except WrongPassword:
        keep_changes()
        form.password.errors = [gettext("パスワードが違います。登録したときのパスワードを入力してください。")]
        return _proof_page(form, pending, status=422)
    except LinkSpent:
        return spent("accounts/sign_up_spent.html", token=token, again=not pending.proven_at)
    except service.AddressTaken:
        say(sentences.taken(), "warn")
        return go(url_for("accounts.sign_in"))
    say(gettext("メールアドレスを確認しました。アカウントをお使いいただけます。"))
    return let_in(user, pending.next_path)


@room.post("/sign-up/<token>/again")
@public
def send_new_link(token: str) -> AnyResponse:
    """Mail a new link in place of an expired one, to the same address."""
    pending = queries.find_sign_up(token)
    if pending is None or pending.proven_at:
        return spent("accounts/sign_up_spent.html", token=token, again=False)
    _send(pending)
    session[ADDRESS] = pending.email
    return go(url_for("accounts.sign_up_sent"))


def _wish(form: SignUpForm) -> service.Wish:
    return service.Wish(
        email=form.email.data or "",
        name=form.name.data or "",
        company=form.company.data or "",
        password=form.password.data or "",
        kind=form.kind.data or "",
        language=language(),
        next_path=form.next.data or "",
    )


def _secret_of_browser() -> str:
    """What the browser that signs up is known by when the link is opened."""
    session[SECRET] = secrets.token_urlsafe(32)
    return str(session[SECRET])


def _send(pending: SignUp) -> None:
    try:
        service.send_again(actor(), pending)
    except limits.TooManyTries as refused:
        turn_away(refused)
    say(gettext("新しい確認メールを送りました。前のメールのリンクは使えません。"))


def _proof_page(form: ProveForm, pending: SignUp, status: int = 200) -> Response:
    known = service.is_same_browser(pending, session.get(SECRET))
    return private(page("accounts/prove.html", status=status, form=form, pending=pending, known=known))
