"""One transfer: why it waits, what it may settle, and deciding on it; then the next one (PAY-2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.payments import InvoiceSearch, PaymentForm, chosen, shown_difference
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, is_htmx, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.payments.models import Transfer
from tbc.payments.names import wide
from tbc.payments.queries import working
from tbc.payments.queries.finding import find_standing, find_transfer
from tbc.payments.sentences import REASONS, REFUSED
from tbc.payments.service import deciding
from tbc.payments.service.settling import UndoRefused
from tbc.payments.words import STATE_WORDS, keys
from tbc.policy import Permission

DONE = {
    "match": _l("消し込みました。"),
    "refund": _l("返金にしました。"),
    "discard": _l("対象外にしました。"),
    "take-up": _l("要確認に戻しました。"),
    "undo": _l("消込を取り消しました。"),
}
_OF_COMMENT = {"comment-missing", "comment-long"}


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of a transfer says of the act before: `missing` yen of what was chosen, the `act` that was refused,
    what was `done`, and the `last` transfer that was decided."""

    missing: int = 0
    act: str = ""
    done: str = ""
    last: UUID | None = None


@room.get("/payments/<uuid:transfer_id>")
@guard(Permission.PAYMENT_READ, load=find_transfer)
def payment(transfer: Transfer) -> Response:
    """One transfer: why it waits, what it may settle; or what it has settled."""
    return _draw(transfer, PaymentForm(formdata=None), Told(last=place("last")))


@room.post("/payments/<uuid:transfer_id>")
@guard(Permission.PAYMENT_DECIDE, load=find_transfer)
def decide_payment(transfer: Transfer) -> AnyResponse:
    """Match it, put it aside, take it up again, or undo what it was booked on."""
    form, act = PaymentForm(), request.form.get("act", "")
    try:
        _decide(transfer, act, form.comment.data or "")
    except deciding.Unequal as unequal:
        return _draw(transfer, form, Told(unequal.missing, act), 422)
    except deciding.DecisionRefused as refused:
        sentence = str(REFUSED[refused.reason])
        if refused.reason in _OF_COMMENT:
            form.comment.errors = [sentence]
        else:
            form.form_errors.append(sentence)
        return _draw(transfer, form, Told(shown_difference(), act), 422)
    except UndoRefused as refused:
        form.form_errors.append(str(REFUSED.get(refused.reason, REFUSED["built-upon"])))
        return _draw(transfer, form, Told(act=act), 409)
    return _on(transfer, act)


def _decide(transfer: Transfer, act: str, comment: str) -> None:
    if act == "match":
        transfers = list(dict.fromkeys([transfer.id, *chosen("transfer")]))
        deciding.match(actor(), transfers, chosen("invoice"), comment, shown_difference())
    elif act == "refund":
        deciding.mark_refund(actor(), transfer.id, comment)
    elif act == "discard":
        deciding.discard(actor(), transfer.id, comment)
    elif act == "take-up":
        deciding.take_up(actor(), transfer.id)
    elif act == "undo" and (standing := find_standing(transfer.id)):
        deciding.undo(actor(), standing.id, comment)
    else:
        raise deciding.DecisionRefused("not-booked" if act == "undo" else "nothing-chosen")


def _on(transfer: Transfer, act: str) -> AnyResponse:
    """To the transfer that waits next; one that was put back stays before the clerk."""
    is_back, done = act in {"take-up", "undo"}, str(DONE[act])
    following = transfer.id if is_back else working.find_next(transfer.id)
    last = None if is_back else transfer.id
    if is_htmx() and following:
        found = find_transfer(actor(), following)
        assert found is not None, "it waits"
        answer = _draw(found, PaymentForm(formdata=None), Told(done=done, last=last))
        answer.headers["HX-Push-Url"] = url_for("desk.payment", transfer_id=following, last=last)
        return answer
    say(done)
    if following is None:
        return go(url_for("desk.payments"))
    return go(url_for("desk.payment", transfer_id=following, last=last))


def _draw(transfer: Transfer, form: PaymentForm, told: Told, status: int = 200) -> Response:
    search = InvoiceSearch(None if told.done else request.args)
    standing = find_standing(transfer.id) if transfer.state == "booked" else None
    return page(
        "desk/payments/record.html",
        part="desk/payments/_work.html",
        status=status,
        form=form,
        search=search,
        transfer=transfer,
        told=told,
        chosen=() if told.done else {*chosen("invoice"), *chosen("transfer")},
        offer=working.offer_for(transfer, search.words) if transfer.state == "waiting" else None,
        counterparts=working.list_counterparts(transfer),
        reconciled=standing,
        settled=working.list_settled(standing) if standing else (),
        queue=working.queue_around(transfer.id),
        wide=wide,
        reasons=REASONS,
        states=STATE_WORDS,
        keys=keys(),
    )
