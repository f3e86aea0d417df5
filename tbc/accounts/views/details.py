"""プロファイル: 基本情報, モード, login e-mail (ACC-5)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import elsewhere, held, limits, queries
from tbc.accounts.forms import sentences
from tbc.accounts.forms.account import DetailsForm, EmailForm, ModeForm
from tbc.accounts.forms.entering import ProveForm
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service import profile as service
from tbc.accounts.service.password import WrongPassword
from tbc.accounts.service.sign_up import AddressTaken
from tbc.accounts.views.room import home_of, private, room, spent, turn_away
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard, local_path, public
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/account/profile")
@guard(Permission.ACCOUNT_MANAGE)
def profile() -> AnyResponse:
    """What the portal knows of its reader, and where to change it."""
    user = queries.get_own(actor())
    portals = elsewhere.portals_of(user.id)
    return page("accounts/profile.html", user=user, has=held.factors_of(user.id), portals=portals)


@room.route("/account/profile/details", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE)
def details() -> AnyResponse:
    """基本情報: name, company, language."""
    user = queries.get_own(actor())
    form = DetailsForm(obj=user)
    if request.method != "POST" or not form.validate():
        return page("accounts/details.html", status=200 if request.method != "POST" else 422, form=form, user=user)
    service.change_details(actor(), form.name.data or "", form.company.data or "", form.language.data)
    say(gettext("基本情報を変更しました。"))
    return go(url_for("accounts.profile"))


@room.route("/account/mode", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE)
def mode() -> AnyResponse:
    """モード: asked once after the first sign-in, changed here at any time."""
    user = queries.get_own(actor())
    form = ModeForm(mode=user.mode, next=local_path(request.args.get("next")) or "")
    if request.method != "POST" or not form.validate():
        first = user.mode is None
        return page("accounts/mode.html", status=200 if request.method != "POST" else 422, form=form, first=first)
    first = user.mode is None
    service.choose_mode(actor(), form.mode.data)
    if not first:
        say(gettext("モードを変更しました。"))
    return go(form.next.data or (home_of(user.kind) if first else url_for("accounts.profile")))


@room.route("/account/email", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE)
def change_email() -> AnyResponse:
    """Change the login e-mail: a link goes to the new address."""
    if portals := elsewhere.only_elsewhere(queries.get_own(actor())):
        return page("accounts/no_password.html", portals=portals, about="email")
    form = EmailForm()
    if request.method != "POST" or not form.validate():
        return page("accounts/change_email.html", status=200 if request.method != "POST" else 422, form=form)
    try:
        service.request_email_change(actor(), form.email.data or "", form.current.data or "")
    except limits.TooManyTries as refused:
        turn_away(refused)
    except WrongPassword:
        keep_changes()
        form.current.errors = [gettext("いまのパスワードが違います。")]
        return page("accounts/change_email.html", status=422, form=form)
    say(
        gettext(
            "%(email)s に確認のメールを送りました。24時間以内にリンクを開くと変わります。",
            email=form.email.data,
        )
    )
    return go(url_for("accounts.profile"))


@room.route("/account/email/<token>", methods=["GET", "POST"])
@public
def prove_email(token: str) -> AnyResponse:
    """The page behind the link in the mail to the new address; opening it alone changes nothing."""
    proof = queries.find_proof(token, "change-email")
    if proof is None:
        return spent("accounts/email_spent.html")
    if request.method != "POST":
        return private(page("accounts/prove_email.html", form=ProveForm(), email=proof.email))
    try:
        service.change_email(actor(), proof)
    except LinkSpent:
        return spent("accounts/email_spent.html")
    except AddressTaken:
        say(sentences.taken(), "warn")
        return go(url_for("accounts.profile"))
    say(gettext("メールアドレスを変更しました。次からは新しいアドレスでサインインしてください。"))
    return go(url_for("accounts.profile"))
