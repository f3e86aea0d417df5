"""The queue of requests, and what the portal knows of those that one of them may be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.deliveries.models import Delivery
from tbc.deliveries.queries.candidates import MOST, Candidate, find_by_code, find_candidates
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.search import containing
from tbc.kit.text.companies import are_same_company
from tbc.mail.models import Letter
from tbc.orders.models import Order
from tbc.organizations.queries.paging import Beside, Listed, page_of
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.queries import lock_request

PAGE = 20
OPEN = "open"
_WAITING = {OPEN, "late"}
_PARTIES = ("end_user", "reseller", "distributor")
_IN_LIST = (
    Request.id, Request.kind, Request.state, Request.company, Request.requester, Request.due_on, Request.opened_at,
    Request.decided_at, Request.decided_by_name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests: words that stand in them, a kind, a state (`late` for open ones overdue, `all`), who decided."""

    words: str = ""
    kind: str = ""
    state: str = OPEN
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate beside what was asked: each fact is True (the same), False (another) or None (nothing to compare).

    `requester_is` says which party of the contract the requester's company is, empty for none of them.
    """

    candidate: Candidate
    sent_to: str
    is_company: bool
    is_address: bool | None
    requester_is: str

    @property
    def value(self) -> str:
        """What it is called in the form."""
        delivery = self.candidate.delivery
        return f"delivery:{delivery.id}" if delivery else f"order:{self.candidate.order.id}"


def find_staffs(actor: Actor, request_id: UUID) -> Request | None:
    """A request, for the desk."""
    return session.get(Request, request_id) if actor.is_staff else None


def lock_staffs(actor: Actor, request_id: UUID) -> Request | None:
    """As `find_staffs`; the row stays locked until the transaction ends."""
    return lock_request(actor, request_id) if actor.is_staff else None


def list_staff() -> list[tuple[UUID, str]]:
    """Who may have decided something, by name."""
    wanted = select(User.id, User.name).where(User.kind == "staff").order_by(User.name, User.id)
    return [(own, name) for own, name in session.execute(wanted)]


def list_requests(wanted: Wanted, beside: Beside) -> Listed:
    """What waits, the first due first; of what was decided the latest first."""
    query = select(*_IN_LIST)
    if wanted.words:
        query = query.where(*containing(wanted.words, Request.search_text, Request.search_pairs))
    if wanted.kind:
        query = query.where(Request.kind == wanted.kind)
    if wanted.person:
        query = query.where(Request.decided_by_id == wanted.person)
    if wanted.state == "late":
        query = query.where(Request.due_on < today())
    if wanted.state in _WAITING:
        return page_of(query.where(Request.state == "open"), (Request.due_on, Request.id), Request.id, beside, PAGE)
    if wanted.state != "all":
        query = query.where(Request.state == wanted.state)
    return _latest(query, beside)


def compare(request: Request, number: str = "") -> list[Compared]:
    """What the request may be about: by what it quotes, or by `number` if staff look for another."""
    found = _candidates(request, number)
    parties = _parties([one.order for one in found])
    return [_compared(request, one, parties.get(one.order.application_id, {})) for one in found]


def find_letter(request: Request) -> Letter | None:
    """The letter that came back, of a bounce."""
    own = request.asked.get("letter_id")
    return session.get(Letter, UUID(str(own))) if own else None


def _candidates(request: Request, number: str) -> Sequence[Candidate]:
    if number:
        return find_candidates(number)
    found: Sequence[Candidate] = ()
    if request.asked.get("number"):
        found = find_candidates(str(request.asked["number"]))
    elif request.asked.get("code"):
        found = find_by_code(str(request.asked["code"]))
    known = {one.delivery.id if one.delivery else one.order.id for one in found}
    if request.about and request.about not in known:
        return [*_about(request), *found][:MOST]
    return found


def _about(request: Request) -> Sequence[Candidate]:
    """What the request is about already."""
    meant = (Order if request.about_type == "order" else Delivery).id == request.about
    wanted = select(Order, Delivery).outerjoin(Delivery, Delivery.order_id == Order.id).where(meant)
    return [Candidate(order, delivery) for order, delivery in session.execute(wanted.limit(MOST))]


def _parties(orders: Sequence[Order]) -> dict[UUID | None, dict[str, str]]:
    """Whose names stand in the applications of the orders: application → party → company."""
    ids = {order.application_id for order in orders if order.application_id}
    if not ids:
        return {}
    rows = session.execute(select(Application.id, Application.content).where(Application.id.in_(ids)))
    return {own: {name: _company(content.get(name) or {}) for name in _PARTIES} for own, content in rows}


def _company(party: dict[str, Any]) -> str:
    return str(party.get("corporate_name") or party.get("company") or "")


def _compared(request: Request, one: Candidate, parties: dict[str, str]) -> Compared:
    sent_to = one.delivery.sent_to if one.delivery and one.delivery.sent_to else one.order.delivery_email
    told = str(request.asked.get("old_email") or request.requester.get("email") or "")
    asks = str(request.requester.get("company") or "")
    return Compared(
        one,
        sent_to,
        are_same_company(one.order.company, request.company),
        sent_to.lower() == told.lower() if told else None,
        next((name for name, company in parties.items() if are_same_company(company, asks)), ""),
    )


def _latest(query: Select[*tuple[Any, ...]], beside: Beside) -> Listed:
    """One page, the latest first: `after` is older."""
    if beside.before:
        up = session.execute(query.where(Request.id > beside.before).order_by(Request.id).limit(PAGE + 1)).all()
        rows: Sequence[Row[*tuple[Any, ...]]] = up[:PAGE][::-1]
        return Listed(rows, rows[0].id if len(up) > PAGE else None, rows[-1].id if rows else None)
    if beside.after:
        query = query.where(Request.id < beside.after)
    down = session.execute(query.order_by(Request.id.desc()).limit(PAGE + 1)).all()
    rows = down[:PAGE]
    return Listed(rows, rows[0].id if rows and beside.after else None, rows[-1].id if len(down) > PAGE else None)
