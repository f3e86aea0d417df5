"""What is done about a receiver by one press: pause, resume, ping, a new secret."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission
from tbc.webhooks import queries
from tbc.webhooks.models import Endpoint
from tbc.webhooks.service import endpoints
from tbc.webhooks.views.room import room


@room.post("/<uuid:endpoint_id>/pause")
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint)
def pause(endpoint: Endpoint) -> AnyResponse:
    """Send nothing for now."""
    endpoints.pause(actor(), endpoint)
    say(_("通知を止めました。再開するまでの通知は保管されます。"))
    return go(url_for("webhooks.endpoint", endpoint_id=endpoint.id))


@room.post("/<uuid:endpoint_id>/resumption")
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint)
def resume(endpoint: Endpoint) -> AnyResponse:
    """Send what was kept, and what comes."""
    endpoints.resume(actor(), endpoint)
    say(_("通知を再開しました。保管していた通知から順に送ります。"))
    return go(url_for("webhooks.endpoint", endpoint_id=endpoint.id))


@room.post("/<uuid:endpoint_id>/ping")
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint)
def ping(endpoint: Endpoint) -> AnyResponse:
    """Try it out."""
    message = endpoints.ping(actor(), endpoint)
    say(_("接続を確認する通知を送ります。結果は、この画面を開き直して確認してください。"))
    return go(url_for("webhooks.message", message_id=message.id))


@room.post("/<uuid:endpoint_id>/secret")
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint, recent=True)
def rotate(endpoint: Endpoint) -> Response:
    """A new secret. It stands in the answer itself and nowhere else."""
    secret = endpoints.rotate(actor(), endpoint)
    return page("desk/webhooks/secret.html", endpoint=endpoint, secret=secret, is_new=False)
