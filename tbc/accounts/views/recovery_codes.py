"""Recovery codes: how many are left, and ten new ones, shown once (ACC-3)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held, queries
from tbc.accounts.service import recovery_codes as service
from tbc.accounts.views.room import private, room
from tbc.kit.clock import now
from tbc.kit.guard import actor, guard, local_path
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.route("/account/recovery-codes", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def recovery_codes() -> AnyResponse:
    """Make ten new codes. They stand in the answer itself and nowhere else: a page to go back to would keep them."""
    user = queries.get_own(actor())
    onward = local_path(request.values.get("next"))
    if request.method != "POST":
        return page("accounts/recovery_codes.html", has=held.factors_of(user.id), onward=onward)
    try:
        codes = service.renew(actor(), user)
    except service.NoFactor:
        say(gettext("先に、認証アプリかパスキーを設定してください。"), "info")
        return go(url_for("accounts.factors"))
    return private(page("accounts/new_recovery_codes.html", codes=codes, user=user, at=now(), onward=onward))
