"""The demo partner portal: a small OpenID provider of its own, that stands behind the partner door of the demo.

It is a site beside the portal proper, with people, sessions, keys and pages of its own, all in memory. It has no
passwords: whoever reaches it may be anybody. Never part of production.
"""

from __future__ import annotations

from collections.abc import Iterable
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response
from werkzeug.wrappers import Request

from tbc.demo.portal.granting import authorization_server
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.views import room
from tbc.kit import phrases
from tbc.kit.language import LANGUAGES, speaking

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def create_portal(provider: Provider) -> Flask:
    """The site of `provider`."""
    app = Flask("tbc", static_folder=None, template_folder="templates")
    app.config.update(
        SECRET_KEY=token_hex(32),
        SESSION_COOKIE_NAME="partner_portal",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # Only by its own name: another site must not reach it under one that points here.
        TRUSTED_HOSTS=[urlsplit(provider.issuer).hostname],
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.extensions["provider"] = provider
    app.extensions["authorization_server"] = authorization_server(app)
    app.register_blueprint(room)
    app.after_request(_protect)
    phrases.init_app(app)
    app.wsgi_app = _Speaking(app.wsgi_app)  # type: ignore[method-assign]  # Flask's way to stand before it
    return app


class _Speaking:
    """Each reader is spoken to in the language of their browser."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        wished = Request(environ).accept_languages.best_match(LANGUAGES, "ja")
        with speaking(wished):
            return self._app(environ, start_response)


def _protect(response: Response) -> Response:
    """Nothing runs, nothing frames; forms go to the portal and, after a redirect, to the sites it knows."""
    from tbc.demo.portal.browsers import provider

    sites = {"{0.scheme}://{0.netloc}".format(urlsplit(one.redirect_uri)) for one in provider().clients.values()}
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {' '.join(sorted(sites))}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
