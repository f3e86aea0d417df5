"""Where one is signed in (ACC-4)."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import queries
from tbc.accounts.models import SignedIn
from tbc.accounts.service import sign_in as service
from tbc.accounts.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/account/sessions")
@guard(Permission.ACCOUNT_MANAGE)
def sessions() -> AnyResponse:
    """Every open session with its device and time."""
    return page("accounts/sessions.html", sessions=queries.list_sessions(actor()))


@room.post("/account/sessions/<uuid:session_id>/end")
@guard(Permission.ACCOUNT_MANAGE, load=queries.find_session)
def end_session(row: SignedIn) -> AnyResponse:
    """End one session."""
    if row.id == actor().session_id:
        return go(url_for("accounts.sign_out"))
    service.end_session(actor(), row)
    say(gettext("選んだ端末のサインインを終わらせました。"))
    return go(url_for("accounts.sessions"))


@room.post("/account/sessions/end-others")
@guard(Permission.ACCOUNT_MANAGE)
def end_other_sessions() -> AnyResponse:
    """End every session but this one."""
    service.end_other_sessions(actor())
    say(gettext("この端末のほかは、すべてサインアウトしました。"))
    return go(url_for("accounts.sessions"))
