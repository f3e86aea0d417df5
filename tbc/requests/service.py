"""Opening a request and deciding it, once (DLV-5, DLV-6, LIC-2, CON-2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tbc.audit import service as audit
from tbc.calendar.queries import business_days_after
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.search import searchable
from tbc.mail.service import post
from tbc.policy import ANONYMOUS, Actor
from tbc.requests import rules
from tbc.requests.models import Request


class AlreadyDecided(Exception):
    """The request is no longer open: somebody else was first, or it is the second click."""


class ChangedMeanwhile(Exception):
    """The request is not what its decider has seen."""


class ImpossibleOutcome(Exception):
    """A request of this kind cannot end so."""


def open_request(
    kind: str,
    *,
    company: str,
    requester: Mapping[str, Any],
    asked: Mapping[str, Any],
    language: str,
    user_id: UUID | None = None,
    about_type: str = "",
    about: UUID | None = None,
    actor: Actor = ANONYMOUS,
) -> Request:
    """Put a request into the queue of staff, due on the third business day, and tell the requester that it arrived.

    `company` is the contract's company, `requester` has company, department, name, phone, email, prefecture and city as
    far as the kind needs them, `asked` what is asked for, by kind, `about_type` and `about` the row that the portal
    found for it, if any. The letter `request-received` says the same whether or not one was found, and repeats nothing
    that was typed: it goes to an address that nobody has proven. Rules DLV-5, DLV-6.
    """
    own = new_id()
    request = Request(
        id=own,
        kind=kind,
        company=company,
        requester=dict(requester),
        asked=dict(asked),
        user_id=user_id,
        about_type=about_type if about else "",
        about=about,
        language=language,
        due_on=business_days_after(today(), rules.DUE_AFTER),
    )
    request.search_text, request.search_pairs = searchable(_searched(request))
    session.add(request)
    session.flush()
    audit.record("request-opened", actor, "request", own, kind=kind, reference=rules.reference_of(own))
    if requester.get("email") and rules.tells_requester(kind, "open"):
        _tell("request-received", request, due_on=request.due_on)
    return request


def decide(actor: Actor, request: Request, state: str, decision: str, version: int) -> None:
    """End a request, locked, that looked as in `version`; `decision` is what staff wrote, and the requester is told.

    Raises:
        AlreadyDecided: it is no longer open.
        ChangedMeanwhile: it has another version.
        ImpossibleOutcome: a request of its kind cannot end in `state`.
    """
    require_open(request, version)
    if not rules.is_possible(request.kind, state):
        raise ImpossibleOutcome(f"{request.kind}: {state}")
    request.state = state
    request.decision = decision
    request.decided_at = now()
    request.decided_by_id = actor.user_id
    request.decided_by_name = actor.name
    request.version += 1
    session.flush()
    audit.record("request-decided", actor, "request", request.id, kind=request.kind, outcome=state)
    if request.requester.get("email") and rules.tells_requester(request.kind, state):
        _tell("request-decided", request, outcome=state, decision=decision)


def point_at(actor: Actor, request: Request, about_type: str, about: UUID | None, version: int) -> None:
    """Say what an open request, locked, is about: staff know better than what the portal found. `about` None: nothing.

    Raises:
        AlreadyDecided, ChangedMeanwhile: see `decide`.
    """
    require_open(request, version)
    if request.about == about:
        return
    request.about_type = about_type if about else ""
    request.about = about
    request.version += 1
    session.flush()
    audit.record("request-pointed", actor, "request", request.id, about=str(about or ""))


def require_open(request: Request, version: int) -> None:
    """Let only an open request pass that looks as it did in `version`.

    Raises:
        AlreadyDecided, ChangedMeanwhile: see `decide`.
    """
    if request.state != "open":
        raise AlreadyDecided
    if request.version != version:
        raise ChangedMeanwhile


def _tell(letter: str, request: Request, **values: Any) -> None:
    post(
        letter,
        to=request.requester["email"],
        language=request.language,
        about=request.id,
        about_type="request",
        kind=request.kind,
        reference=rules.reference_of(request.id),
        **values,
    )


def _searched(request: Request) -> list[str]:
    typed = [value for part in (request.requester, request.asked) for value in part.values()]
    return [request.company, rules.reference_of(request.id), *(value for value in typed if isinstance(value, str))]
