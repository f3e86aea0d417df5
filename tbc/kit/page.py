"""A page and its part are the same URL: HTMX gets the part, everybody else the page."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, flash, get_flashed_messages, make_response, redirect, render_template
from htmx_flask import Htmx, request
from htmx_flask import make_response as make_htmx_response
from werkzeug.wrappers import Response as AnyResponse


def init_app(app: Flask) -> None:
    """Let requests say what HTMX tells of itself."""
    Htmx(app)


def page(template: str, *, part: str | None = None, status: int = 200, **values: Any) -> Response:
    """Render `template`, or `part` of it when HTMX asks for a fragment. Bad input is sent with status 422."""
    response = make_response(render_template(part if part and wants_part() else template, **values), status)
    if part:
        response.vary.add("HX-Request")
    return response


def go(location: str) -> AnyResponse:
    """After an act: see other, so that going back or reloading does not repeat it."""
    if is_htmx():
        moved: Response = make_htmx_response("", 204, redirect=location)
        return moved
    return redirect(location, 303)


def say(text: str, kind: str = "ok") -> None:
    """A status message for the next page: kind `ok`, `info` or `warn`."""
    flash(text, kind)


def status_messages() -> list[tuple[str, str]]:
    """The messages to show on this page, as (kind, text)."""
    messages: list[tuple[str, str]] = get_flashed_messages(with_categories=True)  # type: ignore[assignment]  # pairs, as asked
    return messages


def is_htmx() -> bool:
    """Whether HTMX sent the request."""
    return bool(request.htmx)


def wants_part() -> bool:
    """Whether HTMX asks for a fragment: boosted and history requests want the whole page."""
    # HTMX 4 says the same in a header of its own, which the extension does not know yet.
    whole = request.htmx.boosted or request.htmx.history_restore_request
    return is_htmx() and not whole and request.headers.get("HX-Request-Type") != "full"
