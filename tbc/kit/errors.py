"""What a reader sees when something cannot be done: one sentence, what to do next, and never a stack trace."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from tbc.kit import unsent

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


def speak_below(prefix: str, speak: Callable[[int], Response]) -> None:
    """Let `speak(status)` answer what goes wrong below the path `prefix`, where no reader of pages asks.

    Like a page it reads nothing from the database.
    """
    _SPEAKERS[prefix] = speak


_SPEAKERS: dict[str, Callable[[int], Response]] = {}


def error_page(status: int, template: str | None = None) -> Response:
    """The page for `status`; it reads nothing from the database."""
    for prefix, speak in _SPEAKERS.items():
        if request.path.startswith(prefix):
            return speak(status)
    name = template or (f"errors/{status}.html" if status in KNOWN else "errors/400.html")
    return make_response(render_template(name, request_id=g.get("request_id", "")), status)


def _refused(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if error.code == 401 and not request.path.startswith(tuple(_SPEAKERS)):
        return _hand_back(
            401, "errors/signed-out.html", _("サインインの有効期限が切れました。別のタブでサインインしてください。")
        )
    response = error_page(error.code or 500)
    if isinstance(error, TooManyRequests) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if error.code == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _stale_form(_error: CSRFError) -> Response:
    """The token is missing or of an ended session."""
    text = _("サインインし直したため、自動では保存できません。画面の保存ボタンを押してください。")
    return _hand_back(400, "errors/stale-form.html", text)


def _hand_back(status: int, template: str, text: str) -> Response:
    """The page that says why, and holds what was typed so that one press sends it again; to the script a sentence."""
    if unsent.wants_json():
        answer = jsonify(text=text)
        answer.status_code = status
        return answer
    kept = unsent.fields() if unsent.is_ours() else []
    has_files = bool(request.files) if kept else False
    return make_response(render_template(template, kept=kept, has_files=has_files, here=request.full_path), status)


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
