"""Deliveries on the desk: the list, the record of one, and sending its mails again (DLV-2, DLV-5)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.audit.queries import list_about
from tbc.deliveries.models import Delivery
from tbc.deliveries.queries import find_staffs, get_contents, lock_delivery
from tbc.deliveries.queries.waiting import count_waiting
from tbc.deliveries.service.reissuing import NotElectronic, OrderCancelled, reissue
from tbc.deliveries.words import ACTS, CODE_KINDS
from tbc.desk.forms.deliveries import FATE_WORDS, OTHER, DeliverySearch, ResendForm
from tbc.desk.queries import deliveries as queries
from tbc.desk.queries.latest import PAGE
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.kit.text import reading
from tbc.mail.forms import STATE_WORDS
from tbc.mail.queries import list_about as list_letters
from tbc.mail.queries import list_bounces
from tbc.policy import Permission


@room.get("/deliveries")
@guard(Permission.DESK_ENTER)
def deliveries() -> Response:
    """The deliveries, the latest first; beside it what waits for shipping."""
    form = DeliverySearch(request.args)
    wanted = form.wanted
    return page(
        "desk/deliveries/index.html",
        part="desk/deliveries/_list.html",
        form=form,
        wanted=wanted,
        found=queries.get_page(wanted, older_than=place("older"), newer_than=place("newer")),
        fates=FATE_WORDS,
        waiting=count_waiting(),
        size=PAGE,
    )


@room.get("/deliveries/<uuid:delivery_id>")
@guard(Permission.DELIVERY_READ, load=find_staffs)
def delivery(delivery: Delivery) -> Response:
    """One delivery: what it brought, what became of its mails, what happened to it."""
    return _record(delivery, ResendForm())


@room.post("/deliveries/<uuid:delivery_id>")
@guard(Permission.DELIVERY_SHIP, load=lock_delivery)
def resend_delivery(delivery: Delivery) -> AnyResponse:
    """Send its mails again with a new password, to the address last used or to another."""
    form = ResendForm()
    to = None
    if form.where.data == OTHER:
        read = reading.email(form.email.data or "")
        if not read.value or read.fault:
            form.email.errors = [_("送り先のメールアドレスを入力してください。例: taro@example.co.jp")]
            return _record(delivery, form, status=422)
        to = read.value
    if not form.validate():
        return _record(delivery, form, status=422)
    try:
        reissue(delivery, to=to, lasting=bool(to and form.lasting.data), actor=actor())
    except (NotElectronic, OrderCancelled):
        say(_("この納品のメールは送れません。電子納品でないか、受注が取り消されています。"), "warn")
    else:
        say(_("新しいパスワードで、2通のメールを送ります。これまでのパスワードは使えません。"))
    return go(url_for("desk.delivery", delivery_id=delivery.id))


def _record(delivery: Delivery, form: ResendForm, status: int = 200) -> Response:
    letters = list_letters("delivery", delivery.id)
    return page(
        "desk/deliveries/record.html",
        status=status,
        form=form,
        contents=get_contents(delivery, with_files=False),
        letters=letters,
        bounces=list_bounces([letter.id for letter in letters if letter.is_back]),
        code_words=CODE_KINDS,
        words=STATE_WORDS,
        events=[
            {"title": ACTS[event.act], "at": event.at, "who": event.actor_name, "text": event.details.get("to")}
            for event in reversed(list_about("delivery", delivery.id))
            if event.act in ACTS
        ],
    )
