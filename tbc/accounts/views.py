"""Pages of an account."""

from __future__ import annotations

from flask import Blueprint, Response

from tbc.kit.guard import public
from tbc.kit.page import page

room = Blueprint("accounts", __name__)


@room.get("/sign-in")
@public
def sign_in() -> Response:
    """The sign-in form."""
    return page("accounts/sign_in.html")
