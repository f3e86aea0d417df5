"""Asking to come in, and the owners' answer (ORG-3)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.asking import JoinForm, RefusalForm, RightForm
from tbc.organizations.models import JoinRequest, Organization
from tbc.organizations.queries.asking import Asked, find_request, lock_own_request, lock_request
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.service import joining as service
from tbc.organizations.views.room import organizations
from tbc.policy import Permission, Role


@organizations.get("/organizations/<uuid:organization_id>/join")
@guard(Permission.ORGANIZATION_ASK, load=find_organization)
def join(organization: Organization) -> AnyResponse:
    """The way in: the contact e-mail, and the form that asks; members ask for the right to create company accounts."""
    return _join_page(organization, _join_form(organization))


@organizations.post("/organizations/<uuid:organization_id>/join")
@guard(Permission.ORGANIZATION_ASK, load=lock_organization)
def ask(organization: Organization) -> AnyResponse:
    """Ask the owners."""
    form = _join_form(organization)
    if not form.validate():
        return _join_page(organization, form, status=422)
    kind = form.kind.data if isinstance(form, JoinForm) else service.CREATE_ACCOUNTS
    try:
        service.ask(actor(), organization, kind, form.reason.data or "")
    except service.AlreadyHeld:
        say(gettext("すでにお持ちの権限です。"), "info")
    except service.AlreadyAsked:
        say(gettext("同じお申し込みが管理者(Owner)の判断を待っています。"), "info")
    except TooManyTries as refused:
        turn_away(refused)
    else:
        say(gettext("管理者(Owner)に申し込みました。14日以内に決まらなければ取り消され、メールでお知らせします。"))
    return go(url_for("organizations.index"))


@organizations.post("/organizations/<uuid:organization_id>/join/now")
@guard(Permission.ORGANIZATION_ASK, load=lock_organization)
def join_now(organization: Organization) -> AnyResponse:
    """Come in without asking, where people of the domain may."""
    try:
        service.join(actor(), organization)
    except service.NotOpen:
        say(gettext("この組織に参加するには、管理者(Owner)の承認が必要です。"), "warn")
        return go(url_for("organizations.join", organization_id=organization.id))
    except service.AlreadyHeld:
        say(gettext("すでに参加しています。"), "info")
    else:
        say(gettext("組織に参加しました。"))
    return go(url_for("organizations.record", organization_id=organization.id))


@organizations.post("/organizations/<uuid:organization_id>/requests/<uuid:request_id>/approve")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_request)
def approve(asked: Asked) -> AnyResponse:
    """Give what was asked for."""
    try:
        service.approve(actor(), asked)
    except service.RequestClosed:
        _say_closed()
    except service.NoLongerColleague:
        say(gettext("アドレスが組織のドメインではなくなったため、承認できません。お断りください。"), "warn")
    else:
        say(gettext("%(name)s さんの申し込みを承認しました。", name=asked.user.name))
    return go(url_for("organizations.record", organization_id=asked.organization.id))


@organizations.get("/organizations/<uuid:organization_id>/requests/<uuid:request_id>/refuse")
@guard(Permission.ORGANIZATION_MANAGE, load=find_request)
def refusal(asked: Asked) -> AnyResponse:
    """Why it is refused."""
    return page("organizations/refuse.html", asked=asked, form=RefusalForm())


@organizations.post("/organizations/<uuid:organization_id>/requests/<uuid:request_id>/refuse")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_request)
def refuse(asked: Asked) -> AnyResponse:
    """Refuse it, with the reason."""
    form = RefusalForm()
    if not form.validate():
        return page("organizations/refuse.html", status=422, asked=asked, form=form)
    try:
        service.refuse(actor(), asked, form.reason.data or "")
    except service.RequestClosed:
        _say_closed()
    else:
        say(gettext("%(name)s さんの申し込みを断りました。", name=asked.user.name))
    return go(url_for("organizations.record", organization_id=asked.organization.id))


@organizations.post("/organizations/requests/<uuid:request_id>/withdraw")
@guard(Permission.ORGANIZATION_LIST, load=lock_own_request)
def withdraw(own: JoinRequest) -> AnyResponse:
    """Take one's own request back."""
    try:
        service.withdraw(actor(), own)
    except service.RequestClosed:
        _say_closed()
    else:
        say(gettext("申し込みを取り下げました。"))
    return go(url_for("organizations.index"))


@organizations.post("/organizations/requests/<uuid:request_id>/escalate")
@guard(Permission.ORGANIZATION_LIST, load=lock_own_request)
def escalate(own: JoinRequest) -> AnyResponse:
    """Hand one's own lapsed request to staff."""
    try:
        service.escalate(actor(), own)
    except service.NotLapsed:
        say(gettext("弊社担当に引き継げるのは、期限までに決まらなかった申し込みだけです。"), "warn")
    else:
        say(gettext("弊社担当に引き継ぎました。確認のうえ、メールでご連絡します。"))
    return go(url_for("organizations.index"))


def _join_form(organization: Organization) -> JoinForm | RightForm:
    return JoinForm() if Role.COLLEAGUE in organization.roles_of(actor()) else RightForm()


def _join_page(organization: Organization, form: JoinForm | RightForm, status: int = 200) -> AnyResponse:
    colleague = isinstance(form, JoinForm)
    member = not colleague and request.method == "GET" and Role.ACCOUNT_CREATOR in organization.roles_of(actor())
    return page(
        "organizations/join.html", status=status, organization=organization, form=form, colleague=colleague, held=member
    )


def _say_closed() -> None:
    say(gettext("この申し込みは、すでに決まったか、取り下げられたか、期限が過ぎています。"), "warn")
