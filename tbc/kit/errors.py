"""What a reader sees when something cannot be done: one sentence, what to do next, and never a stack trace."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

log = structlog.get_logger(__name__)

LOST_DATABASE = (OperationalError, InterfaceError, PoolTimeout)
KNOWN = frozenset({400, 403, 404, 405, 413, 429, 500, 503})


def init_app(app: Flask) -> None:
    """Answer every error with the calm page of its kind."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _refused)
    for lost in LOST_DATABASE:
        app.register_error_handler(lost, _lost_database)
    app.register_error_handler(InternalServerError, _broken)


def error_page(status: int, template: str | None = None) -> Response:
    """The page for `status`; it reads nothing from the database."""
    name = template or (f"errors/{status}.html" if status in KNOWN else "errors/400.html")
    return make_response(render_template(name, request_id=g.get("request_id", "")), status)


def _refused(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    response = error_page(error.code or 500)
    if isinstance(error, TooManyRequests) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if error.code == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _stale_form(_error: CSRFError) -> Response:
    """The token is missing or of an ended session: what was typed is still in the browser, one page back."""
    return error_page(400, "errors/stale-form.html")


def _lost_database(error: Exception) -> Response:
    log.error("database-lost", error=type(error).__name__, path=request.url_rule and request.url_rule.rule)
    g.database_lost = True
    response = error_page(503)
    response.headers["Retry-After"] = "30"
    return response


def _broken(error: InternalServerError) -> Response:
    original = error.original_exception
    if isinstance(original, LOST_DATABASE):
        return _lost_database(original)
    return error_page(500)
