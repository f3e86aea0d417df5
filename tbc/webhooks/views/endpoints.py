"""Receivers: the list, one of them, adding, changing and deleting one."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.audit.queries import list_about
from tbc.kit.clock import now
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission
from tbc.webhooks import queries
from tbc.webhooks.forms import ALL_WORDS, KIND_WORDS, STATE_WORDS, EndpointForm
from tbc.webhooks.models import Endpoint
from tbc.webhooks.queries import Wanted
from tbc.webhooks.rules import AddressUnfit
from tbc.webhooks.service import endpoints
from tbc.webhooks.views.room import room

_LATEST = 10


@room.get("")
@guard(Permission.WEBHOOK_READ)
def index() -> Response:
    """All receivers, and what waits for each."""
    return page("desk/webhooks/index.html", endpoints=queries.list_endpoints(), words=KIND_WORDS)


@room.route("/new", methods=["GET", "POST"])
@guard(Permission.WEBHOOK_MANAGE, recent=True)
def new() -> Response:
    """Add a receiver. Its secret stands in the answer itself and nowhere else."""
    form = EndpointForm()
    if request.method != "POST" or not form.validate():
        return _form(form, None, 200 if request.method != "POST" else 422)
    try:
        endpoint, secret = endpoints.add(actor(), form.name.data or "", form.url.data or "", form.kinds.data or [])
    except AddressUnfit as unfit:
        form.refuse_url(unfit)
        return _form(form, None, 422)
    return page("desk/webhooks/secret.html", endpoint=endpoint, secret=secret, is_new=True)


@room.get("/<uuid:endpoint_id>")
@guard(Permission.WEBHOOK_READ, load=queries.find_endpoint)
def endpoint(endpoint: Endpoint) -> Response:
    """One receiver: where it listens, what it was told last, what was done about it."""
    return page(
        "desk/webhooks/endpoint.html",
        endpoint=endpoint,
        words=KIND_WORDS,
        kind_words=ALL_WORDS,
        state_words=STATE_WORDS,
        now=now(),
        latest=queries.get_page(Wanted(endpoint_id=endpoint.id)).messages[:_LATEST],
        events=list_about("webhook-endpoint", endpoint.id),
    )


@room.route("/<uuid:endpoint_id>/change", methods=["GET", "POST"])
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint, recent=True)
def change(endpoint: Endpoint) -> AnyResponse:
    """Another name, address or choice of kinds."""
    form = EndpointForm(obj=endpoint)
    if request.method != "POST" or not form.validate():
        return _form(form, endpoint, 200 if request.method != "POST" else 422)
    try:
        endpoints.change(actor(), endpoint, form.name.data or "", form.url.data or "", form.kinds.data or [])
    except AddressUnfit as unfit:
        form.refuse_url(unfit)
        return _form(form, endpoint, 422)
    say(_("通知先を変更しました。"))
    return go(url_for("webhooks.endpoint", endpoint_id=endpoint.id))


@room.route("/<uuid:endpoint_id>/removal", methods=["GET", "POST"])
@guard(Permission.WEBHOOK_MANAGE, load=queries.lock_endpoint, recent=True)
def remove(endpoint: Endpoint) -> AnyResponse:
    """Delete a receiver; opening the address alone only asks."""
    if request.method != "POST":
        return page("desk/webhooks/remove.html", endpoint=endpoint)
    endpoints.delete(actor(), endpoint)
    say(_("通知先を削除しました。これまでの通知の記録は残っています。"))
    return go(url_for("webhooks.index"))


def _form(form: EndpointForm, endpoint: Endpoint | None, status: int) -> Response:
    return page("desk/webhooks/form.html", status=status, form=form, endpoint=endpoint)
