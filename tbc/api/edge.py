"""What holds for every call of the API, also where no route is: no cookies, small bodies, failures as problems."""

from __future__ import annotations

from flask import Flask, Response, g, request, session

from tbc.api.problems import Refused, answer, answer_status
from tbc.api.rules import LARGEST_BODY
from tbc.kit.errors import speak_below
from tbc.policy import ANONYMOUS

PREFIX = "/api/"
# The documentation is a page like others: it may remember the reader's language.
PAGES = frozenset({"api.docs"})


def add_edge(app: Flask) -> None:
    """Let `app` treat what is below /api/ as calls of machines."""
    speak_below(PREFIX, answer_status)
    app.register_error_handler(Refused, answer)
    # Before anything else looks at the body, and after everything else has looked at the session.
    app.before_request_funcs.setdefault(None, []).insert(0, _receive)
    app.after_request_funcs.setdefault(None, []).insert(0, _finish)


def is_call() -> bool:
    """Whether a machine asks, and no reader of a page."""
    return request.path.startswith(PREFIX) and request.endpoint not in PAGES


def _receive() -> None:
    """Whoever is signed in in the same browser is nobody here."""
    if is_call():
        request.max_content_length = LARGEST_BODY
        g.setdefault("_login_user", ANONYMOUS)


def _finish(response: Response) -> Response:
    """A call sets no cookie, whatever its address says, and no cookie makes its answer another."""
    if is_call():
        session.modified = session.accessed = False
        response.headers.update(g.get("api_headers", {}))
        response.headers.setdefault("Cache-Control", "no-store")
    return response
