"""Every route says who may use it, `@public`, `@guard(Permission.X, load=find_y)` or `@scoped("x:act")`.

Start-up refuses any other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit import unsent
from tbc.kit.clock import now
from tbc.policy import ANONYMOUS, Actor, Permission, allowed

View = Callable[..., Any]
Find = Callable[..., object | None]

SIGN_IN = "accounts.sign_in"
# How long it counts that somebody has shown that it is them, before a sensitive act (ACC-3).
RECENT = timedelta(minutes=10)
login_manager = LoginManager()
login_manager.anonymous_user = lambda: ANONYMOUS


class UnguardedRoute(Exception):
    """A route has neither `@public` nor `@guard` nor `@scoped`: the portal does not start with it."""


class Scope(str):
    """What a machine's token must be good for; stands where a page's route has its Permission."""

    __slots__ = ()


def actor() -> Actor:
    """Who is asking; nobody while the database is lost."""
    if g.get("database_lost", False):
        return ANONYMOUS
    # Where Flask-Login keeps whom it has found: a page asks a dozen times.
    who: Actor | None = g.get("_login_user")
    if who is None:
        who = current_user._get_current_object()  # noqa: SLF001  # Werkzeug's documented way to the real object
    return who


def can(permission: Permission | str, thing: object = None) -> bool:
    """Whether whoever is asking may do `permission` (to `thing`); templates ask the same."""
    return allowed(actor(), Permission(permission), thing)


def public(view: View) -> View:
    """Mark a route that anybody may use."""
    view.__guard__ = "public"  # type: ignore[attr-defined]  # a mark on the function, read by `check_routes`
    return view


class _Confirming:
    """What asks somebody to show again that it is them: the room that knows passwords and factors says so."""

    ask: Callable[[], Any] = staticmethod(lambda: abort(403))


def confirm_by(ask: Callable[[], Any]) -> None:
    """Let `ask()` answer a sensitive act of somebody who has not shown lately that it is them.

    It returns what to answer, or None if this very request shows it.
    """
    _Confirming.ask = staticmethod(ask)


def is_recent(who: Actor) -> bool:
    """Whether `who` has shown a password or a factor within the last minutes, so that a sensitive act needs no more."""
    return who.confirmed_at is not None and who.confirmed_at > now() - RECENT


def guard(permission: Permission, load: Find | None = None, *, recent: bool = False) -> Callable[[View], View]:
    """Load → check → run.

    `load(actor, **route arguments)` sees only what the actor may see and returns the object or None; the view gets the
    object in place of the arguments. Unknown or another's object: 404. Known, but not allowed: 403. Nobody signed in:
    the sign-in page, and back here afterwards.

    A sensitive act is `recent`: who does it must have shown a password or a factor in the last ten minutes, else they
    are asked first (ACC-3). This goes before loading, so that no row stays locked while a password is checked.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            who = actor()
            if who.is_anonymous:
                return to_sign_in()
            if load is None:
                _require(who, permission, None)
            if recent and not is_recent(who):
                asked = _Confirming.ask()
                if asked is not None:
                    return asked
            if load is None:
                return view(**arguments)
            thing = load(who, **arguments)
            if thing is None:
                abort(404)
            _require(who, permission, thing)
            return view(thing)

        guarded.__guard__ = permission  # type: ignore[attr-defined]  # read by `check_routes` and the route tests
        guarded.__recent__ = recent  # type: ignore[attr-defined]  # read by the tests of sensitive acts
        return guarded

    return decorate


class _Tokens:
    """What looks at a machine's token: the room that gives them out says so."""

    require: Callable[[Scope], None] = staticmethod(lambda _scope: abort(401))


def tokens_by(require: Callable[[Scope], None]) -> None:
    """Let `require(scope)` refuse whoever shows no token that is good for the scope, by raising."""
    _Tokens.require = staticmethod(require)


def scoped(scope: str) -> Callable[[View], View]:
    """Mark a route for machines: no cookie counts there, only a token that is good for `scope` (API-1)."""

    def decorate(view: View) -> View:
        needed = Scope(scope)

        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            _Tokens.require(needed)
            return view(**arguments)

        guarded.__guard__ = needed  # type: ignore[attr-defined]  # as above
        return guarded

    return decorate


def to_sign_in() -> AnyResponse:
    """Send whoever is asking to the sign-in page, and back here afterwards.

    A form of this site whose session has ended is answered in place, with what was typed.
    """
    if unsent.is_ours():
        abort(401)
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    where = url_for(SIGN_IN, next=here) if here and here != "/" else url_for(SIGN_IN)
    if request.headers.get("HX-Request"):
        # A fragment must not swallow the sign-in page: the whole browser goes there.
        return Response(status=204, headers={"HX-Redirect": where})
    return redirect(where, 303)


def local_path(target: str | None) -> str | None:
    """`target` if it is a path of this portal, else None (no open redirect)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(c) < 0x21 or c == "\\" for c in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def check_routes(app: Flask) -> None:
    """Refuse to start with a route that does not say who may use it.

    Raises:
        UnguardedRoute: names the endpoints.
    """
    bare = sorted(
        name for name, view in app.view_functions.items() if name != "static" and not hasattr(view, "__guard__")
    )
    if bare:
        raise UnguardedRoute(f"These routes have neither @public nor @guard nor @scoped: {', '.join(bare)}")


def _require(who: Actor, permission: Permission, thing: object) -> None:
    if not allowed(who, permission, thing):
        abort(403)
