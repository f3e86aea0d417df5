"""People on the desk: found, looked at, shut out and let in again, helped when a second factor is lost (ACC-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held
from tbc.accounts.models import User
from tbc.accounts.service import factor_resets, staff
from tbc.desk.forms.users import KINDS, STAFF_ROLES, DisablingForm, FactorResetForm, UnlinkingForm, UserSearch
from tbc.desk.queries import users as queries
from tbc.desk.queries.latest import PAGE
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.partners.queries.identities import list_identities
from tbc.partners.views.names import portal_of
from tbc.policy import Permission


@room.get("/users")
@guard(Permission.USER_READ)
def users() -> Response:
    """The people, the latest first, by name, company or address, and kind."""
    form = UserSearch(request.args)
    found = queries.list_users(
        form.q.data or "", form.wanted_kind, older_than=place("older"), newer_than=place("newer")
    )
    return page(
        "desk/users.html", part="desk/_users.html", form=form, found=found, kinds=KINDS, roles=STAFF_ROLES,
        size=PAGE,
    )  # fmt: skip


@room.get("/users/<uuid:user_id>")
@guard(Permission.USER_READ, load=queries.find_user)
def user(user: User) -> Response:
    """One person: state, factors, sessions, and what can be done."""
    return _record(user, DisablingForm(formdata=None), FactorResetForm(formdata=None), 200)


@room.post("/users/<uuid:user_id>/disable")
@guard(Permission.USER_MANAGE, load=queries.find_user, recent=True)
def disable_user(user: User) -> AnyResponse:
    """Shut an account, with the reason; its sessions end."""
    form = DisablingForm()
    if not form.validate():
        return _record(user, form, FactorResetForm(formdata=None), 422)
    try:
        staff.disable(actor(), user, form.reason.data or "")
    except staff.OwnAccount:
        say(_("ご自分のアカウントは停止できません。ほかのシステム管理者に依頼してください。"), "warn")
    else:
        say(_("アカウントを停止し、すべての端末からサインアウトさせました。"))
    return _back(user)


@room.post("/users/<uuid:user_id>/enable")
@guard(Permission.USER_MANAGE, load=queries.find_user, recent=True)
def enable_user(user: User) -> AnyResponse:
    """Let somebody in again."""
    try:
        staff.enable(actor(), user)
    except staff.AccountClosed:
        say(_("ご本人が閉じたアカウントは再開できません。新しく作っていただいてください。"), "warn")
    else:
        say(_("アカウントを再開しました。"))
    return _back(user)


@room.post("/users/<uuid:user_id>/end-sessions")
@guard(Permission.USER_MANAGE, load=queries.find_user, recent=True)
def end_sessions_of_user(user: User) -> AnyResponse:
    """Sign somebody out everywhere."""
    staff.sign_out_everywhere(actor(), user)
    say(_("すべての端末からサインアウトさせました。"))
    return _back(user)


@room.post("/users/<uuid:user_id>/reset-factors")
@guard(Permission.USER_MANAGE, load=queries.find_user, recent=True)
def reset_factors_of_user(user: User) -> AnyResponse:
    """Decide that somebody's second factors go in 24 hours, with the reason."""
    form = FactorResetForm()
    if not form.validate():
        return _record(user, DisablingForm(formdata=None), form, 422)
    try:
        factor_resets.decide(actor(), user, form.reset_reason.data or "")
    except factor_resets.OwnFactors:
        say(
            _(
                "ご自分の二段階認証はリセットできません。リカバリーコードを使うか、ほかのシステム管理者に依頼してください。"
            ),
            "warn",
        )
    except factor_resets.NothingToReset:
        say(_("この方は二段階認証を設定していません。"), "info")
    except factor_resets.AlreadyDecided:
        say(_("リセットはすでに決まっています。"), "info")
    else:
        say(_("リセットを決定し、ご本人にメールでお知らせしました。24時間後に行われます。"))
    return _back(user)


def show(user: User, *, unlinking: UnlinkingForm, status: int) -> Response:
    """The record of a person with the form that parts them from a portal as it was sent."""
    return _record(user, DisablingForm(formdata=None), FactorResetForm(formdata=None), status, unlinking)


def _record(
    user: User,
    disabling: DisablingForm,
    resetting: FactorResetForm,
    status: int,
    unlinking: UnlinkingForm | None = None,
) -> Response:
    return page(
        "desk/user.html",
        status=status,
        user=user,
        has=held.factors_of(user.id),
        reset=held.find_open_reset(user.id),
        sessions=queries.list_open_sessions(user),
        disabling=disabling,
        resetting=resetting,
        identities=[(one, portal_of(one.issuer)) for one in list_identities(user.id)],
        unlinking=unlinking or UnlinkingForm(formdata=None),
        form=next((form for form in (unlinking, disabling) if form and form.errors), resetting),
        kinds=KINDS,
        roles=STAFF_ROLES,
    )


def _back(user: User) -> AnyResponse:
    return go(url_for("desk.user", user_id=user.id))
