"""Which delivery this browser has signed in to, by a cookie of the delivery site's own."""

from __future__ import annotations

from flask import current_app, g, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from tbc.deliveries.models import Delivery
from tbc.deliveries.service import signing_in
from tbc.kit.page import go
from tbc.kit.security import cookie_name


def signed_in() -> Delivery | None:
    """The delivery of this request; it is looked up once."""
    if "delivery_signed_in" not in g:
        token = token_of_browser()
        g.delivery_signed_in = signing_in.find_signed_in(token) if token else None
    found: Delivery | None = g.delivery_signed_in
    return found


def to_sign_in() -> Response:
    """Send whoever is not signed in to the delivery site's own door."""
    return go(url_for("deliveries.sign_in"))


def get_signed_in() -> Delivery:
    """The delivery of this request, for what has no page of its own.

    Raises:
        NotFound: nobody is signed in; whoever asks learns nothing.
    """
    delivery = signed_in()
    if delivery is None:
        raise NotFound
    return delivery


def token_of_browser() -> str | None:
    """The token, as the browser sends it."""
    return request.cookies.get(_name())


def give_token(response: Response, token: str) -> None:
    """Hand the token to the browser, for as long as the browser stays open."""
    response.set_cookie(_name(), token, httponly=True, secure=_is_secure(), samesite="Lax", path="/")


def take_token(response: Response) -> None:
    """Make the browser forget its token."""
    response.delete_cookie(_name(), httponly=True, secure=_is_secure(), samesite="Lax", path="/")


def _name() -> str:
    return cookie_name("delivery", current_app.config["SETTINGS"])


def _is_secure() -> bool:
    return bool(current_app.config["SETTINGS"].secure)
