"""What can be done with an application afterwards: copy, correct, withdraw; or discard while it is a draft."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import numbers, queries, rules
from tbc.applications.forms.withdrawal import Withdrawal
from tbc.applications.models import Application
from tbc.applications.service import copying, drafts, filing
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.post("/applications/<uuid:application_id>/copies")
@guard(Permission.APPLICATION_COPY, load=queries.find_filed)
def copy(application: Application) -> AnyResponse:
    """＋コピー&新規: a new draft with all data, opened on the check page."""
    draft = copying.copy_and_new(actor(), application)
    say(_("コピーした内容で下書きを作りました。変えるところを直してから申請してください。"))
    return go(url_for("applications.check", application_id=draft.id))


@room.post("/applications/<uuid:application_id>/next-copies")
@guard(Permission.APPLICATION_COPY, load=queries.find_filed)
def copy_for_next(application: Application) -> AnyResponse:
    """次の契約者へコピー: a new draft with products, dealers and delivery, opened where the end user is asked."""
    draft = copying.copy_for_next(actor(), application)
    say(_("製品、納品先、販売店・代理店をコピーした下書きを作りました。次の契約者を入力してください。"))
    return go(url_for("applications.step", application_id=draft.id, path="end-user"))


@room.post("/applications/<uuid:application_id>/corrections")
@guard(Permission.APPLICATION_CORRECT, load=queries.find_filed)
def correct(application: Application) -> AnyResponse:
    """訂正して再申請: a new draft that takes the old one's place when it is filed."""
    if not rules.may_become(application.state, "superseded"):
        return _too_late(application)
    draft = copying.correct(actor(), application)
    say(_("訂正用の下書きを作りました。申請すると新しい番号になり、元の番号は使えなくなります。"))
    return go(url_for("applications.check", application_id=draft.id))


@room.get("/applications/<uuid:application_id>/withdrawal")
@guard(Permission.APPLICATION_WITHDRAW, load=queries.find_filed)
def withdrawal(application: Application) -> AnyResponse:
    """What withdrawing means, before it is done."""
    if not rules.may_become(application.state, "withdrawn"):
        return _too_late(application)
    return _ask(application, Withdrawal())


@room.post("/applications/<uuid:application_id>/withdrawal")
@guard(Permission.APPLICATION_WITHDRAW, load=queries.lock_application)
def withdraw(application: Application) -> AnyResponse:
    """Withdraw it; a second click finds it withdrawn and says so."""
    form = Withdrawal(request.form)
    if not form.validate():
        return _ask(application, form, status=422)
    try:
        filing.withdraw(actor(), application, form.reason.data or "")
    except filing.StateHasChanged as changed:
        return _too_late(changed.application)
    say(_("申請を取り下げました。この受付番号は、もう注文に使えません。"))
    return go(url_for("applications.detail", application_id=application.id))


@room.get("/applications/<uuid:application_id>/discard")
@guard(Permission.APPLICATION_EDIT, load=queries.find_application)
def discard(application: Application) -> AnyResponse:
    """Which draft would be discarded."""
    if not application.is_draft:
        return redirect(url_for("applications.detail", application_id=application.id), 303)
    return page("applications/discard.html", application=application)


@room.post("/applications/<uuid:application_id>/discard")
@guard(Permission.APPLICATION_EDIT, load=queries.lock_application)
def discard_now(application: Application) -> AnyResponse:
    """Discard the draft."""
    try:
        drafts.discard(actor(), application)
    except drafts.NoLongerDraft:
        say(_("この申請は、もう提出されています。"), "info")
        return go(url_for("applications.filed", application_id=application.id))
    say(_("下書きを破棄しました。"))
    return go(url_for("applications.index"))


def _ask(application: Application, form: Withdrawal, status: int = 200) -> Response:
    groups = numbers.groups(application.number or "")
    return page("applications/withdrawal.html", application=application, form=form, groups=groups, status=status)


def _too_late(application: Application) -> AnyResponse:
    sentences = {
        "superseded": _("この申請は、新しい申請に差し替えられています。"),
        "withdrawn": _("この申請は、もう取り下げられています。"),
        "cancelled": _("この申請の注文は、取り消されています。"),
    }
    late = _("この申請は受注済みです。変更はカスタマーサービスへお問い合わせください。")
    say(sentences.get(application.state, late), "warn")
    return go(url_for("applications.detail", application_id=application.id))
