"""Ending reminders by the address in a letter: by its reader, or by their mail program with one click (RNW-8)."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.queries import get_products
from tbc.kit.guard import public
from tbc.kit.page import go, page, say
from tbc.kit.security import csrf
from tbc.renewals.service import silencing
from tbc.renewals.unsubscribing import Unsubscribing, read
from tbc.renewals.views.room import room


@room.get("/renewals/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> Response:
    """What it would end; opening it ends nothing, as mail scanners open every address."""
    return _page(_read(token), token)


# Mail programs send this form by themselves (RFC 8058): the signed address is what proves that it was meant.
@room.post("/renewals/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF ships no types
@public
def end_reminders(token: str) -> AnyResponse:
    """End them, or let them go out again."""
    wanted = _read(token)
    if request.form.get("act") == "resume":
        silencing.resume_reader(wanted)
        say(_("更新の案内を再開しました。"))
    else:
        silencing.stop_reader(wanted)
        if "List-Unsubscribe" in request.form:
            return _page(wanted, token)
        say(_("更新の案内を止めました。"))
    return go(url_for("renewals.unsubscribe", token=token))


def _read(token: str) -> Unsubscribing:
    wanted = read(token)
    if wanted is None:
        abort(404)
    return wanted


def _page(wanted: Unsubscribing, token: str) -> Response:
    licenses, is_reminded = silencing.list_of_reader(wanted)
    return page(
        "renewals/unsubscribe.html",
        email=wanted.email,
        licenses=licenses,
        products=get_products(one.product_code for one in licenses),
        is_reminded=is_reminded,
        token=token,
    )
