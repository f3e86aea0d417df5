"""With whom an application is shared: colleagues named one by one, and taken off again (APP-7)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import queries
from tbc.applications.forms.sharing import Sharing
from tbc.applications.models import Application
from tbc.applications.service import sharing
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/applications/<uuid:application_id>/sharing")
@guard(Permission.APPLICATION_SHARE, load=queries.find_filed)
def readers(application: Application) -> Response:
    """Who sees it beside those who do anyway."""
    return _draw(application, Sharing())


@room.post("/applications/<uuid:application_id>/sharing")
@guard(Permission.APPLICATION_SHARE, load=queries.find_filed)
def share(application: Application) -> AnyResponse:
    """Show it to one colleague more, or take that back."""
    here = url_for("applications.readers", application_id=application.id)
    if request.form.get("revoke"):
        return _revoke(application, request.form["revoke"], here)
    form = Sharing(request.form)
    if not form.validate():
        return _draw(application, form, status=422)
    try:
        colleague = sharing.share(actor(), application, form.email.data or "")
    except sharing.NotAColleague:
        form.email.errors = [
            _("同じ組織のメンバーの中に、このメールアドレスの方はいません。ログインIDを確認してください。")
        ]
        return _draw(application, form, status=422)
    except sharing.SeesItAnyway:
        form.email.errors = [_("この方は、共有しなくてもこの申請を見られます。")]
        return _draw(application, form, status=422)
    say(_("%(name)sさんと共有しました。", name=colleague.name))
    return go(here)


def _revoke(application: Application, person: str, here: str) -> AnyResponse:
    try:
        revoked = sharing.revoke(actor(), application, UUID(person))
    except ValueError:
        revoked = False
    say(
        _("共有を取り消しました。") if revoked else _("この方との共有は、もう取り消されています。"),
        "ok" if revoked else "info",
    )
    return go(here)


def _draw(application: Application, form: Sharing, status: int = 200) -> Response:
    shown = queries.list_readers(application)
    return page("applications/sharing.html", application=application, form=form, readers=shown, status=status)
