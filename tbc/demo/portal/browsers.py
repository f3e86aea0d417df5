"""Which browser is whose at the portal: a cookie with a secret, the session behind it, and the token of its forms."""

from __future__ import annotations

import time
from hmac import compare_digest
from secrets import token_hex

from flask import abort, current_app, request, session

from tbc.demo.portal.people import Person
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.state import Session


def provider() -> Provider:
    """The provider whose pages these are."""
    found = current_app.extensions["provider"]
    assert isinstance(found, Provider)
    return found


def current() -> Session | None:
    """Who is signed in with this browser."""
    return provider().memory.find_session(session.get("browser", ""))


def enter(person: Person) -> Session:
    """The person is signed in from now on, anew; the session of the same person goes on, and keeps its `sid`."""
    found = current()
    if found is None or found.person != person:
        session["browser"] = token_hex(32)
        found = Session(person, 0)
        provider().memory.sessions[session["browser"]] = found
    found.auth_time = int(time.time())
    return found


def leave() -> Session | None:
    """Nobody is signed in with this browser from now on; gives the session that has ended."""
    return provider().memory.sessions.pop(session.pop("browser", ""), None)


def form_token() -> str:
    """What a form of ours carries, and a foreign site does not know."""
    if "token" not in session:
        session["token"] = token_hex(16)
    return str(session["token"])


def require_own_form() -> None:
    """Refuse what another site has sent with this browser."""
    if not compare_digest(request.form.get("token", "").encode(), form_token().encode()):
        abort(400)
