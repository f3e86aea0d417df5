"""What every response carries and every request must show: strict CSP, CSRF token, same-site origin, cookies."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, abort, g, redirect, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from tbc.config import Settings
from tbc.kit.db import SAFE_METHODS
from tbc.kit.guard import actor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
csrf = CSRFProtect()


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, CSRF and headers."""
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name("state", settings),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
    )
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_nul)
    csrf.init_app(app)
    if settings.old_hosts:
        app.before_request(_lead_from_old_host(settings))

    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        # Whoever was not asked for (static files, health) is not looked up for the sake of a header.
        signed_in = "_login_user" in g and not actor().is_anonymous
        # Whoever holds a mailed link needs no sign-in: its page is as much theirs alone.
        by_link = "token" in (request.view_args or ())
        if signed_in or by_link or request.method not in SAFE_METHODS:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(protect)


def cookie_name(name: str, settings: Settings) -> str:
    """`__Host-tbc_…` over TLS: bound to this host, path / and Secure."""
    return f"__Host-tbc_{name}" if settings.secure else f"tbc_{name}"


def _refuse_other_sites() -> None:
    """A second lock beside the CSRF token: browsers say where an unsafe request comes from."""
    if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def _refuse_nul() -> None:
    """The one character that no browser sends and that PostgreSQL cannot keep in a text."""
    sent = [request.path, *request.args.values()]
    if request.method not in SAFE_METHODS:
        sent += [*request.form.values(), *(file.filename or "" for file in request.files.values())]
    if any("\0" in text for text in sent):
        abort(400)


def _lead_from_old_host(settings: Settings):  # type: ignore[no-untyped-def]  # a closure for before_request
    def lead() -> AnyResponse | None:
        """Old addresses still stand in bookmarks and guides (ACC-5)."""
        if request.host.split(":", 1)[0].lower() in settings.old_hosts:
            # Quoted anew: a line break in a path would else stand in the header.
            query = request.query_string.decode("latin-1")
            return redirect(settings.base_url + quote(request.path) + (f"?{query}" if query else ""), 301)
        return None

    return lead
