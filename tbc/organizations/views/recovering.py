"""A recovery case: where it stands, its proof by DNS, objections to it (ORG-9)."""

from __future__ import annotations

from flask import Response, current_app, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import get_user
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.guard import actor, guard, public
from tbc.kit.page import go, page, say
from tbc.organizations.forms.recovering import ObjectionForm
from tbc.organizations.models import Organization, RecoveryCase
from tbc.organizations.queries.cases import (
    find_case_of_link,
    find_others_case,
    find_own_case,
    lock_others_case,
    lock_own_case,
    proof_name,
)
from tbc.organizations.service import dns
from tbc.organizations.service import recovering as service
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/cases/<uuid:case_id>")
@guard(Permission.ORGANIZATION_CLAIM, load=find_own_case)
def recovery_case(case: RecoveryCase) -> AnyResponse:
    """One's own case: until when the owners may object, and the record that proves the domain."""
    name = proof_name(case) if case.kind == "owner-gone" else ""
    return page("organizations/recovery_case.html", case=case, organization=_organization_of(case), name=name, at=now())


@organizations.post("/organizations/cases/<uuid:case_id>/proof")
@guard(Permission.ORGANIZATION_CLAIM, load=find_own_case)
def look_for_proof(case: RecoveryCase) -> AnyResponse:
    """Ask the DNS for the record now."""
    try:
        seen = service.look_for_proof(actor(), case, current_app.config["SETTINGS"].dns_server)
    except service.CaseClosed:
        say(gettext("この申し立ては、すでに終わっています。"), "warn")
    except dns.Unreachable:
        say(gettext("DNSサーバーから応答がありません。しばらくしてから、もう一度お試しください。"), "warn")
    else:
        if seen:
            say(gettext("TXTレコードを確認しました。"))
        else:
            say(gettext("TXTレコードがまだ見つかりません。設定が届くまで数時間かかることがあります。"), "warn")
    return go(url_for("organizations.recovery_case", case_id=case.id))


@organizations.post("/organizations/cases/<uuid:case_id>/withdrawal")
@guard(Permission.ORGANIZATION_CLAIM, load=lock_own_case)
def withdraw_recovery(case: RecoveryCase) -> AnyResponse:
    """Give the own case up."""
    try:
        service.withdraw(actor(), case)
    except (service.CaseClosed, service.NotToWithdraw):
        say(gettext("この申し立ては、取り下げられません。"), "warn")
    else:
        say(gettext("申し立てを取り下げました。"))
    return go(url_for("organizations.recovery_case", case_id=case.id))


@organizations.get("/organizations/cases/<uuid:case_id>/objection")
@guard(Permission.ORGANIZATION_READ, load=find_others_case)
def objection(case: RecoveryCase) -> AnyResponse:
    """Somebody else's case, and how to object to it."""
    return _objection_page(case, ObjectionForm())


@organizations.post("/organizations/cases/<uuid:case_id>/objection")
@guard(Permission.ORGANIZATION_READ, load=lock_others_case)
def object_to(case: RecoveryCase) -> AnyResponse:
    """Object to it."""
    return _object(case, url_for("organizations.objection", case_id=case.id))


@organizations.route("/organizations/objections/<token>", methods=["GET", "POST"])
@public
def objection_by_link(token: str) -> AnyResponse:
    """The page behind the link mailed to the contact e-mail, whose reader may have no account."""
    case = find_case_of_link(token)
    if case is None:
        return page("organizations/objection_spent.html", status=410)
    if request.method == "POST":
        return _object(case, url_for("organizations.objection_by_link", token=token))
    return _objection_page(case, ObjectionForm())


def _object(case: RecoveryCase, back: str) -> AnyResponse:
    form = ObjectionForm()
    if not form.validate():
        return _objection_page(case, form, status=422)
    try:
        service.object_to(actor(), case, form.reason.data or "")
    except service.CaseClosed:
        say(gettext("この申し立ては、すでに終わっています。"), "warn")
    except service.ObjectedAlready:
        say(gettext("異議は、すでに申し立てられています。弊社担当が確認します。"), "info")
    else:
        say(gettext("異議を受け付けました。弊社担当が確認します。"))
    return go(back)


def _objection_page(case: RecoveryCase, form: ObjectionForm, status: int = 200) -> Response:
    return page(
        "organizations/objection.html",
        status=status,
        case=case,
        organization=_organization_of(case),
        person=get_user(case.user_id),
        form=form,
    )


def _organization_of(case: RecoveryCase) -> Organization:
    return session.get_one(Organization, case.organization_id)
