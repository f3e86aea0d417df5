"""Adding and removing passkeys (ACC-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held, passkeys, queries, waiting
from tbc.accounts.forms.factors import PasskeyForm, passkey_refused
from tbc.accounts.models import Passkey
from tbc.accounts.service import factors as service
from tbc.accounts.views.factors import added, overview, removal
from tbc.accounts.views.room import room
from tbc.accounts.views.second_factor import as_json
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.policy import Permission


@room.post("/account/passkeys")
@guard(Permission.ACCOUNT_MANAGE, recent=True)
def add_passkey() -> AnyResponse:
    """Add the passkey that the page's script had the browser make."""
    user, form = queries.get_own(actor()), PasskeyForm()
    if not form.validate():
        return overview(form, 422)
    had, session_id = held.factors_of(user.id).any, actor().session_id
    assert session_id is not None
    try:
        service.add_passkey(actor(), user, form.passkey.data or "", form.name.data or "", session_id)
    except passkeys.PasskeyRefused:
        keep_changes()
        form.name.errors = [passkey_refused()]
        return overview(form, 422)
    except service.TooManyPasskeys:
        form.name.errors = [gettext("パスキーは20個までです。使わなくなったものを外してください。")]
        return overview(form, 422)
    say(gettext("パスキー「%(name)s」を追加しました。", name=form.name.data))
    return added("passkey", is_first=not had)


@room.post("/account/passkeys/challenge")
@guard(Permission.ACCOUNT_MANAGE)
def passkey_challenge() -> Response:
    """What a new passkey is to sign, for the page's script."""
    user, session_id = queries.get_own(actor()), actor().session_id
    assert session_id is not None
    challenge = waiting.new_challenge(session_id)
    return as_json(passkeys.ask_for_new(user, challenge, held.list_passkeys(user.id)))


@room.route("/account/passkeys/<uuid:passkey_id>/removal", methods=["GET", "POST"])
@guard(Permission.ACCOUNT_MANAGE, load=held.find_passkey, recent=True)
def remove_passkey(passkey: Passkey) -> AnyResponse:
    """Remove a passkey; opening the address alone only asks."""
    user = queries.get_own(actor())
    if request.method != "POST":
        return removal(user, passkey, 200)
    try:
        service.remove_passkey(actor(), user, passkey)
    except service.LastFactor:
        return removal(user, passkey, 422)
    say(gettext("パスキー「%(name)s」を外しました。", name=passkey.name))
    return go(url_for("accounts.factors"))
