"""The demo partner portal: a small OpenID provider of its own, that stands behind the partner door of the demo.

It is a site beside the portal proper, with people, sessions, keys and pages of its own, all in memory. It has no
passwords: whoever reaches it may be anybody. Never part of production.
"""

from __future__ import annotations

from secrets import token_hex
from urllib.parse import urlsplit

from flask import Flask, Response

from tbc.demo.portal.granting import authorization_server
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.views import room


def create_portal(provider: Provider) -> Flask:
    """The site of `provider`."""
    app = Flask("tbc.demo.portal", static_folder=None)
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
    return app


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
