"""Taking one's data along, and closing the account (ACC-6)."""

from __future__ import annotations

from flask import Blueprint, Response, request, stream_with_context, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.current import take_token
from tbc.accounts.elsewhere import only_elsewhere
from tbc.accounts.limits import TooManyTries
from tbc.accounts.queries import get_own
from tbc.accounts.service.password import WrongPassword
from tbc.accounts.views.room import forget_browser, turn_away
from tbc.applications.queries import reach_of
from tbc.kit.clock import now, today
from tbc.kit.db import keep_changes
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard, is_recent, public
from tbc.kit.page import go, page
from tbc.leaving import archive, contents, queries, service
from tbc.leaving.forms import CloseForm
from tbc.organizations.queries.members import list_sole_ownerships
from tbc.policy import Permission

room = Blueprint("leaving", __name__)


@room.get("/account/export")
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def export() -> Response:
    """What the file has in it, and the button that sends it."""
    return page("leaving/export.html")


@room.post("/account/export")
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def export_now() -> Response:
    """The file, sent while it is read."""
    service.note_export(actor())
    files = contents.files(get_own(actor()))
    return attachment(stream_with_context(archive.stream(files, now())), f"data-{today():%Y%m%d}.zip", archive.TYPE)


@room.get("/account/close")
@guard(Permission.ACCOUNT_CLOSE)
def close() -> AnyResponse:
    """What goes and what stays, and what comes first; whoever has no password shows elsewhere that it is them."""
    if only_elsewhere(get_own(actor())) and not is_recent(actor()):
        return _to_confirmation()
    return _ask(_form())


@room.post("/account/close")
@guard(Permission.ACCOUNT_CLOSE)
def close_now() -> AnyResponse:
    """Close it for good."""
    form = _form()
    if not form.validate():
        return _ask(form, 422)
    try:
        service.close(actor(), (form.current and form.current.data) or "")
    except TooManyTries as refused:
        turn_away(refused)
    except WrongPassword:
        keep_changes()
        form.current.errors = [gettext("いまのパスワードが違います。")]
        return _ask(form, 422)
    except service.NotConfirmed:
        return _to_confirmation()
    except service.OwnsAlone:
        return _ask(form, 409)
    forget_browser()
    response = go(url_for("leaving.closed"))
    take_token(response)
    return response


@room.get("/account/closed")
@public
def closed() -> Response:
    """That it is closed, and that the address can be used anew."""
    return page("leaving/closed.html")


def _form() -> CloseForm:
    own = actor().user_id
    assert own is not None
    has_password = not only_elsewhere(get_own(actor()))
    has_filings = queries.count_quick(own).filings > 0
    return CloseForm(has_filings=has_filings, has_password=has_password, formdata=request.form or None)


def _to_confirmation() -> AnyResponse:
    return go(url_for("accounts.confirm", next=url_for("leaving.close")))


def _ask(form: CloseForm, status: int = 200) -> Response:
    own = actor().user_id
    assert own is not None
    return page(
        "leaving/close.html",
        status=status,
        form=form,
        alone=list_sole_ownerships(own),
        going=queries.count_quick(own),
        has_accounts=bool(reach_of(actor()).accounts),
    )
