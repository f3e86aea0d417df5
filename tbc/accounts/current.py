"""Who is asking, by the session cookie."""

from __future__ import annotations

from dataclasses import replace

from flask import Request, current_app
from werkzeug.wrappers import Response

from tbc.accounts import sessions
from tbc.kit.db import keep_changes
from tbc.kit.security import cookie_name
from tbc.policy import ANONYMOUS, Actor


def load_actor(request: Request) -> Actor:
    """The actor of this request; Flask-Login asks once per request."""
    address = request.remote_addr or ""
    token = token_of(request)
    found = sessions.find(token, address) if token else None
    if found is None:
        return replace(ANONYMOUS, address=address)
    if found.stale and found.actor.session_id:
        sessions.note_use(found.actor.session_id)
        keep_changes()
    return found.actor


def token_of(request: Request) -> str | None:
    """The session's token, as the browser sends it."""
    return request.cookies.get(_name())


def give_token(response: Response, token: str) -> None:
    """Hand the session's token to the browser, for as long as the browser stays open."""
    secure = current_app.config["SETTINGS"].secure
    response.set_cookie(_name(), token, httponly=True, secure=secure, samesite="Lax", path="/")


def take_token(response: Response) -> None:
    """Make the browser forget its token."""
    secure = current_app.config["SETTINGS"].secure
    response.delete_cookie(_name(), httponly=True, secure=secure, samesite="Lax", path="/")


def _name() -> str:
    return cookie_name("session", current_app.config["SETTINGS"])
