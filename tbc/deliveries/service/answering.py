"""What staff decide about requests: carried out and told in one transaction (DLV-5, DLV-6, CON-2, LIC-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from tbc.deliveries.models import Delivery
from tbc.deliveries.queries import lock_delivery
from tbc.deliveries.service.readdressing import readdress
from tbc.deliveries.service.reissuing import reissue
from tbc.licenses.service import changing, claiming
from tbc.orders.queries import lock_order
from tbc.orders.service.changes import correct_delivery_email
from tbc.policy import Actor
from tbc.requests import service as requests
from tbc.requests.models import Request

APPROVE, REFUSE, ANSWER = "approve", "refuse", "answer"
_STATES = {APPROVE: "approved", REFUSE: "refused", ANSWER: "answered"}


class NothingChosen(Exception):
    """It is not said which delivery or order is meant, or that one is not there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff say to a request that looked as in `version`; `text` is told to who asked.

    `about_type` and `about` name the delivery or the order that is meant, `email` is the address to use, empty for the
    one last used, which stays so if `lasting`.
    """

    act: str
    version: int
    text: str = ""
    about_type: str = ""
    about: UUID | None = None
    email: str = ""
    lasting: bool = False


def settle(actor: Actor, request: Request, answer: Answer) -> None:
    """Decide a request, locked, and do what was asked if it is approved.

    Raises:
        AlreadyDecided, ChangedMeanwhile, ImpossibleOutcome: see `tbc.requests.service.decide`.
        NothingChosen: see there.
        NotElectronic, OrderCancelled, AlreadyShipped, AddressUnfit, LicenseGone, TargetNotAvailable: the act itself is
        refused, and nothing is changed.
    """
    requests.require_open(request, answer.version)
    if answer.act == APPROVE:
        if request.kind not in APPROVALS:
            raise requests.ImpossibleOutcome(request.kind)
        if answer.about:
            requests.point_at(actor, request, answer.about_type, answer.about, request.version)
        APPROVALS[request.kind](actor, request, answer)
    requests.decide(actor, request, _STATES.get(answer.act, ""), answer.text, request.version)


def _resend(actor: Actor, _request: Request, answer: Answer) -> None:
    reissue(_delivery(actor, answer), to=answer.email or None, lasting=answer.lasting, actor=actor)


def _change_address(actor: Actor, _request: Request, answer: Answer) -> None:
    """After shipping the delivery's address; before it the order's."""
    if answer.about_type == "delivery":
        readdress(actor, _delivery(actor, answer), answer.email)
        return
    order = lock_order(actor, answer.about) if answer.about else None
    if order is None:
        raise NothingChosen
    correct_delivery_email(actor, order, answer.email)


def _delivery(actor: Actor, answer: Answer) -> Delivery:
    chosen = answer.about if answer.about_type == "delivery" else None
    delivery = lock_delivery(actor, chosen) if chosen else None
    if delivery is None:
        raise NothingChosen
    return delivery


def _change_contacts(actor: Actor, request: Request, _answer: Answer) -> None:
    changing.approve(actor, request)


def _give_license(actor: Actor, request: Request, _answer: Answer) -> None:
    """The license may be one that only staff have found: then the request is about it from now on."""
    license_ = claiming.approve(actor, request)
    requests.point_at(actor, request, "license", license_.id, request.version)


def _reach(actor: Actor, request: Request, answer: Answer) -> None:
    """What came back goes to a better address: a delivery once more, an acceptance mail never (ORD-2)."""
    act = _resend if answer.about_type == "delivery" else _change_address
    act(actor, request, answer)


# By kind; rooms above add what they approve.
APPROVALS: dict[str, Callable[[Actor, Request, Answer], None]] = {
    "resend": _resend,
    "bounce": _reach,
    "delivery-email": _change_address,
    "contact-change": _change_contacts,
    "claim": _give_license,
}
