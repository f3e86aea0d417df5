"""Which language a reader gets: Japanese is the source, English the translation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, urlencode

from flask import Flask, has_request_context, request, session
from flask_babel import force_locale, get_locale

from tbc.kit.catalogues import SharingBabel
from tbc.kit.guard import actor

LANGUAGES = ("ja", "en")
babel = SharingBabel()
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
# The language of the request at work: a page asks a hundred times.
_chosen: ContextVar[str | None] = ContextVar("chosen", default=None)


def init_app(app: Flask) -> None:
    """Choose by: the reader's last choice, their account, their browser; else Japanese."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "ja")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Tokyo")
    babel.init_app(app, locale_selector=_choose)
    app.before_request(_remember_choice)
    app.teardown_request(_forget_choice)


def language() -> str:
    """`ja` or `en`."""
    spoken = _spoken.get() or _chosen.get()
    if spoken:
        return spoken
    if not has_request_context():
        return "ja"
    locale = get_locale()
    chosen = locale.language if locale else "ja"
    _chosen.set(chosen)
    return chosen


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """A context in which texts are in `code`, for letters and papers in their reader's language.

    It holds outside of a request too, where Flask-Babel knows no language.
    """
    chosen = code if code in LANGUAGES else "ja"
    before = _spoken.set(chosen)
    try:
        with force_locale(chosen):
            yield
    finally:
        _spoken.reset(before)


def link_in(code: str) -> str:
    """The address of this page in the language `code`; the rest of the query is kept."""
    if request.method != "GET":
        return f"/?language={code}"
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "language"]
    return f"{quote(request.path)}?{urlencode([*rest, ('language', code)])}"


def _choose() -> str:
    if not has_request_context():
        return "ja"
    chosen = session.get("language") or actor().language
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, "ja") or "ja"


def _remember_choice() -> None:
    _chosen.set(None)
    asked = request.args.get("language")
    if asked in LANGUAGES:
        session["language"] = asked


def _forget_choice(_error: BaseException | None) -> None:
    _chosen.set(None)
