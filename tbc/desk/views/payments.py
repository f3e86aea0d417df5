"""Reconciliation: taking bank files, the queue of transfers, and deciding on one (PAY-1, PAY-2)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.payments import (
    BankFileForm,
    InvoiceSearch,
    PaymentForm,
    TransferSearch,
    chosen,
    shown_difference,
)
from tbc.desk.queries.latest import PAGE, page_of
from tbc.desk.views.room import room
from tbc.kit.formats import yen
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.kit.text.reading import one_line
from tbc.payments.models import Transfer
from tbc.payments.names import wide
from tbc.payments.queries import working
from tbc.payments.queries.finding import find_standing, find_transfer
from tbc.payments.reading import FileFaulty
from tbc.payments.sentences import REASONS, REFUSED, why_not
from tbc.payments.service import deciding, importing
from tbc.payments.service.mapping import mapping_of
from tbc.payments.service.settling import UndoRefused
from tbc.payments.words import STATE_WORDS
from tbc.policy import Permission

DONE = {
    "match": _l("消し込みました。"),
    "refund": _l("返金にしました。"),
    "discard": _l("対象外にしました。"),
    "take-up": _l("要確認に戻しました。"),
    "undo": _l("消込を取り消しました。"),
}


@room.get("/payments")
@guard(Permission.PAYMENT_READ)
def payments() -> Response:
    """What waits for staff, or what became of the others; the latest first."""
    return _queue_page(BankFileForm(formdata=None))


@room.post("/payments")
@guard(Permission.PAYMENT_DECIDE)
def take_bank_file() -> AnyResponse:
    """Take a bank's file: all of it, or nothing."""
    form = BankFileForm()
    sent = request.files.get("file")
    try:
        saved = {str(one.id): one for one in working.list_mappings()}.get(form.mapping.data or "")
        mapping = mapping_of(saved.columns) if saved else None
        name, data = (one_line(sent.filename or "").value[:200], sent.read()) if sent else ("", b"")
        taken = importing.take(actor(), data, name, mapping, saved.account_key if saved else "")
    except FileFaulty as faulty:
        form.file.errors = [why_not(faulty)]
    except importing.FileKnown as known:
        form.file.errors = [_("このファイルは取り込み済みです(%(name)s)。", name=known.file.file_name)]
    except importing.AccountUnknown:
        form.mapping.errors = [_("この形式の口座は、いまの設定にありません。")]
    else:
        say(_taken(taken))
        return go(url_for("desk.payments"))
    return _queue_page(form, status=422)


@room.get("/payments/<uuid:transfer_id>")
@guard(Permission.PAYMENT_READ, load=find_transfer)
def payment(transfer: Transfer) -> Response:
    """One transfer: why it waits, what it may settle; or what it has settled."""
    return _record_page(transfer, PaymentForm(formdata=None))


@room.post("/payments/<uuid:transfer_id>")
@guard(Permission.PAYMENT_DECIDE, load=find_transfer)
def decide_payment(transfer: Transfer) -> AnyResponse:
    """Match it, put it aside, take it up again, or undo what it was booked on."""
    form, act = PaymentForm(), request.form.get("act", "")
    try:
        _decide(transfer, act, form.comment.data or "")
    except deciding.Unequal as unequal:
        return _record_page(transfer, form, 422, missing=unequal.missing)
    except deciding.DecisionRefused as refused:
        form.form_errors.append(str(REFUSED[refused.reason]))
        return _record_page(transfer, form, 422, missing=shown_difference())
    except UndoRefused as refused:
        form.form_errors.append(str(REFUSED.get(refused.reason, REFUSED["built-upon"])))
        return _record_page(transfer, form, 409)
    say(str(DONE[act]))
    following = transfer.id if act in {"take-up", "undo"} else working.find_next(transfer.id)
    return go(url_for("desk.payment", transfer_id=following) if following else url_for("desk.payments"))


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


def _taken(taken: Any) -> str:
    told = {"rows": taken.rows, "amount": yen(taken.amount), "new": taken.new_rows, "booked": taken.booked_rows}
    told["waiting"] = taken.new_rows - taken.booked_rows
    return str(
        _(
            "%(rows)s件、%(amount)sを読み取りました。新しい%(new)s件のうち、%(booked)s件を自動で消し込み、"
            "%(waiting)s件が要確認です。",
            **told,
        )
    )


def _queue_page(form: BankFileForm, status: int = 200) -> Response:
    search = TransferSearch(request.args)
    wanted = search.wanted
    form.offer(working.list_mappings())
    found = page_of(working.list_transfers(wanted), Transfer.id, older_than=place("older"), newer_than=place("newer"))
    told: dict[str, Any] = {"search": search, "wanted": wanted, "found": found, "size": PAGE}
    return page(
        "desk/payments/index.html", status=status, form=form, wide=wide, reasons=REASONS, states=STATE_WORDS, **told
    )


def _record_page(transfer: Transfer, form: PaymentForm, status: int = 200, missing: int = 0) -> Response:
    search = InvoiceSearch(request.args)
    is_waiting, standing = transfer.state == "waiting", None
    if transfer.state == "booked":
        standing = find_standing(transfer.id)
    return page(
        "desk/payments/record.html",
        status=status,
        form=form,
        search=search,
        transfer=transfer,
        missing=missing,
        difference=abs(missing),
        chosen_invoices=chosen("invoice"),
        chosen_transfers=chosen("transfer"),
        offer=working.offer_for(transfer, (search.q.data or "")[:60]) if is_waiting else None,
        reconciled=standing,
        settled=working.list_settled(standing) if standing else (),
        wide=wide,
        reasons=REASONS,
        states=STATE_WORDS,
    )
