"""The delivery site's forms to staff, and the page for whoever misses a mail: the same to everybody (DLV-5, DLV-6)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Form

from tbc.accounts.limits import TooManyTries
from tbc.accounts.queries import get_own
from tbc.accounts.views.room import turn_away
from tbc.deliveries.forms import asking
from tbc.deliveries.forms.asking import InquiryForm, ResendForm
from tbc.deliveries.service import requesting
from tbc.deliveries.service.requesting import GENERAL, Typed
from tbc.deliveries.views.room import room
from tbc.kit.formats import long_date
from tbc.kit.guard import actor, public
from tbc.kit.language import language
from tbc.kit.page import go, page
from tbc.mail.house import settings
from tbc.requests.rules import reference_of

ASKED = "asked"


@room.get("/delivery/resend-request")
@public
def resend_request() -> Response:
    """The form; who is signed in finds their own data in it."""
    return _resend_page(ResendForm(data=_own()))


@room.post("/delivery/resend-request")
@public
def ask_resend() -> AnyResponse:
    """Ask for the mails of a delivery to be sent once more."""
    form = ResendForm(request.form)
    typed = asking.read_resend(form)
    return _ask(typed) if typed else _resend_page(form, status=422)


@room.get("/delivery/inquiry")
@public
def inquiry() -> Response:
    """The form, for the topic that the link names."""
    topic = request.args.get("topic", "")
    return _inquiry_page(InquiryForm(data=_own() | {"topic": topic if topic in asking.TOPICS else GENERAL}))


@room.post("/delivery/inquiry")
@public
def ask_inquiry() -> AnyResponse:
    """Ask staff something, or for another delivery e-mail."""
    form = InquiryForm(request.form)
    typed = asking.read_inquiry(form)
    return _ask(typed) if typed else _inquiry_page(form, status=422)


@room.get("/delivery/asked")
@public
def asked() -> AnyResponse:
    """What happens next with what was asked in this browser."""
    if ASKED not in session:
        return go(url_for("deliveries.resend_request"))
    kind, reference, due_on, email = session[ASKED]
    return page("deliveries/asked.html", kind=kind, reference=reference, due_on=due_on, email=email)


@room.get("/delivery/help")
@public
def missing_mail() -> Response:
    """What to do when a mail of a delivery is missing or lost."""
    house = settings()
    return page("deliveries/help.html", sender=house.delivery_sender, return_path=house.return_path, brand=house.brand)


def _ask(typed: Typed) -> AnyResponse:
    try:
        opened = requesting.ask(actor(), typed, language())
    except TooManyTries as refused:
        turn_away(refused)
    email = typed.requester["email"]
    session[ASKED] = [opened.kind, reference_of(opened.id), long_date(opened.due_on), email]
    return go(url_for("deliveries.asked"))


def _own() -> dict[str, Any]:
    """What the portal knows of who is asking."""
    if actor().is_anonymous:
        return {}
    user = get_own(actor())
    return {"requester": {"name": user.name, "email": user.email, "company": user.company}}


def _resend_page(form: Form, status: int = 200) -> Response:
    return page("deliveries/resend_request.html", status=status, form=form)


def _inquiry_page(form: Form, status: int = 200) -> Response:
    return page("deliveries/inquiry.html", status=status, form=form)
