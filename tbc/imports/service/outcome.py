"""What becomes of a workbook: filed as applications all or nothing, set aside, or taken up again (XLS-5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.applications.service.imported import file_imported
from tbc.audit import service as audit
from tbc.imports import rules
from tbc.imports.findings import Reviewed
from tbc.imports.models import Workbook
from tbc.imports.queries import list_records
from tbc.imports.service.sums import review_all, sum_up
from tbc.kit.db import session
from tbc.mail import service as mail
from tbc.orders.rules import DetailsFaulty, NumberRefused, OrderDetails
from tbc.orders.sentences import DETAILS, sentence
from tbc.orders.service.entering import enter
from tbc.policy import Actor


class NotReady(Exception):
    """There is something to settle first; `errors` and `warnings` count what is open in all records."""

    def __init__(self, errors: int, warnings: int) -> None:
        super().__init__(errors, warnings)
        self.errors = errors
        self.warnings = warnings


class StateHasChanged(Exception):
    """The workbook may no longer become what was asked: `state` is where it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NoAddress(Exception):
    """Nobody is known to whom a number could be sent."""


class NotOrderable(Exception):
    """What a record holds is enough for an application, and not for an order; `sentence` says what it lacks."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def file(actor: Actor, workbook: Workbook, number_to: str, *, validity: int | None) -> list[Application]:
    """As `file_each`, with all numbers to one address."""
    return file_each(actor, workbook, lambda _one: number_to, validity=validity)


def file_each(
    actor: Actor, workbook: Workbook, address_of: Callable[[Reviewed], str], *, validity: int | None
) -> list[Application]:
    """File each application of the workbook under a number of its own, all or none, and mail the numbers (XLS-5).

    The caller has locked the row, so that of many approvals at once the first files and the others find it filed and
    get nothing. Registrations among the records are left for their own act. `address_of` says where the number of a
    record goes, `validity` as in `file_imported`.

    Raises:
        NotReady: errors, or warnings without a reason, are left.
        StateHasChanged: it was set aside meanwhile, or there is nothing to file in it.
        NoAddress: `address_of` gives none for one of the records.
    """
    reviewed = _ready(workbook)
    if not reviewed:
        return []
    addresses = [address_of(one) for one in reviewed]
    if not all(addresses):
        raise NoAddress
    pairs = zip(reviewed, addresses, strict=True)
    filed = [_file_one(actor, workbook, one, address, validity) for one, address in pairs]
    _note(actor, workbook, filed, ", ".join(dict.fromkeys(addresses)))
    for address in dict.fromkeys(addresses):
        _tell(workbook, [one for one in filed if one.filer_email == address], address)
    return filed


def file_into_orders(actor: Actor, workbook: Workbook, *, validity: int | None) -> list[Application]:
    """As `file_each`, and enter an order by each number at once; the number goes to nobody (XLS-5, ORD-1).

    Raises:
        NotReady, StateHasChanged: see there.
        NotOrderable: one of the records cannot be ordered; nothing was filed.
    """
    reviewed = _ready(workbook)
    if not reviewed:
        return []
    # A savepoint: of what cannot be ordered nothing is left, also where a page has still to be drawn.
    with session.begin_nested():
        filed = [_file_one(actor, workbook, one, "", validity) for one in reviewed]
        _note(actor, workbook, filed, ", ".join(_order(actor, application) for application in filed))
    return filed


def _order(actor: Actor, application: Application) -> str:
    try:
        return enter(actor, application.number or "", OrderDetails(), source="import").number
    except NumberRefused as refused:
        raise NotOrderable(sentence(refused)) from None
    except DetailsFaulty as faulty:
        raise NotOrderable(str(DETAILS[faulty.field])) from None


def set_aside(actor: Actor, workbook: Workbook, reason: str) -> None:
    """Put a workbook, whose row is locked, out of the way for a reason.

    Raises:
        StateHasChanged: something has come of it already.
    """
    if not rules.may_be_set_aside(workbook.state):
        raise StateHasChanged(workbook.state)
    workbook.state, workbook.set_aside_reason = "set-aside", reason
    audit.record("workbook-set-aside", actor, "workbook", workbook.id, reason=reason)
    session.flush()


def take_up(actor: Actor, workbook: Workbook) -> None:
    """Bring a workbook that was set aside back to where it stood.

    Raises:
        StateHasChanged: it is not set aside any more.
    """
    if workbook.state != "set-aside":
        raise StateHasChanged(workbook.state)
    records = list_records(workbook.id)
    workbook.state = rules.state_of(record.state for record in records) if records else "unread"
    workbook.set_aside_reason = ""
    audit.record("workbook-taken-up", actor, "workbook", workbook.id)
    session.flush()


def _ready(workbook: Workbook) -> list[Reviewed]:
    """What is to be filed of a workbook; nothing once it is filed.

    Raises:
        NotReady, StateHasChanged: see there.
    """
    if workbook.state == "filed":
        return []
    if workbook.state != "read":
        raise StateHasChanged(workbook.state)
    reviewed = [one for one in review_all(list_records(workbook.id)) if one.record.state == "read"]
    errors, warnings = (sum(len(found) for found in column) for column in zip(*map(_open, reviewed), strict=True))
    if errors or warnings:
        raise NotReady(errors, warnings)
    return reviewed


def _note(actor: Actor, workbook: Workbook, filed: Sequence[Application], number_to: str) -> None:
    workbook.state, workbook.number_to = "filed", number_to
    details: dict[str, Any] = {"number_to": number_to, "numbers": [application.number for application in filed]}
    audit.record("workbook-filed", actor, "workbook", workbook.id, **details)
    sum_up(workbook, list_records(workbook.id))
    session.flush()


def _open(reviewed: Reviewed) -> tuple[list[object], list[object]]:
    return [*reviewed.errors], [*reviewed.warnings]


def _file_one(
    actor: Actor, workbook: Workbook, reviewed: Reviewed, number_to: str, validity: int | None
) -> Application:
    application = file_imported(
        actor,
        reviewed.to_file,
        reviewed.facts,
        number_to=number_to,
        consent=bool((reviewed.record.application or {}).get("consent")),
        validity=validity,
        origin=workbook.file_name,
    )
    reviewed.record.application_id, reviewed.record.state = application.id, "filed"
    return application


def _tell(workbook: Workbook, filed: Sequence[Application], number_to: str) -> None:
    """One letter with all numbers that go to one address."""
    mail.post(
        "imported-filed",
        to=number_to,
        language="ja",
        about=workbook.id,
        about_type="workbook",
        file_name=workbook.file_name,
        filed=[(application, numbers.groups(application.number or "")) for application in filed],
    )
