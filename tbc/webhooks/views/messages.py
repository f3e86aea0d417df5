"""What was told to whom, and what they answered."""

from __future__ import annotations

import json

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.audit.queries import list_about
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.policy import Permission
from tbc.webhooks import queries
from tbc.webhooks.forms import ALL_WORDS, STATE_WORDS, MessageSearch
from tbc.webhooks.models import Message
from tbc.webhooks.service import endpoints
from tbc.webhooks.views.room import room


@room.get("/messages")
@guard(Permission.WEBHOOK_READ)
def messages() -> Response:
    """The messages, the newest first, by state, subject and receiver."""
    form = MessageSearch(request.args)
    wanted = form.wanted(place("receiver"))
    chosen = queries.find_endpoint(actor(), wanted.endpoint_id) if wanted.endpoint_id else None
    return page(
        "desk/webhooks/messages.html",
        part="desk/webhooks/_found.html",
        form=form,
        wanted=wanted,
        chosen=chosen,
        kind_words=ALL_WORDS,
        state_words=STATE_WORDS,
        found=queries.get_page(wanted, place("older"), place("newer")),
        size=queries.PAGE,
    )


@room.get("/messages/<uuid:message_id>")
@guard(Permission.WEBHOOK_READ, load=queries.find_message)
def message(message: Message) -> Response:
    """One message: what it says, and what became of it."""
    return page(
        "desk/webhooks/message.html",
        message=message,
        endpoint=queries.get_endpoint(message),
        kind_words=ALL_WORDS,
        state_words=STATE_WORDS,
        payload=json.dumps(json.loads(message.body), ensure_ascii=False, indent=2),
        resends=list_about("webhook-message", message.id),
    )


@room.post("/messages/<uuid:message_id>")
@guard(Permission.WEBHOOK_RESEND, load=queries.lock_message)
def resend(message: Message) -> AnyResponse:
    """Send a settled message again."""
    try:
        endpoints.resend(actor(), message, queries.get_endpoint(message))
    except endpoints.StillUnderWay:
        say(_("この通知は送信の途中です。結果を待ってください。"), "info")
    except endpoints.EndpointDeleted:
        say(_("通知先が削除されているため、送れません。"), "warn")
    else:
        say(_("もう一度送ります。結果は、この画面を開き直して確認してください。"))
    return go(url_for("webhooks.message", message_id=message.id))
