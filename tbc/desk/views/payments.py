"""Reconciliation: the queue of transfers, and looking at it again (PAY-2)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.payments import BankFileForm, TransferSearch
from tbc.desk.queries.latest import PAGE, page_of
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.payments.models import Transfer
from tbc.payments.names import wide
from tbc.payments.queries import working
from tbc.payments.queries.uploads import list_uploads
from tbc.payments.sentences import REASONS
from tbc.payments.service.looking import ask_to_look_again, look_again
from tbc.payments.words import STATE_WORDS, UPLOAD_WORDS
from tbc.policy import Permission


@room.get("/payments")
@guard(Permission.PAYMENT_READ)
def payments() -> Response:
    """What waits for staff, or what became of the others; the latest first."""
    return draw_queue(BankFileForm(formdata=None))


@room.post("/payments/look")
@guard(Permission.PAYMENT_DECIDE)
def look_at_payments() -> AnyResponse:
    """Look again at what waits: all of it, or the beginning if it is much; the worker goes on with the rest."""
    looked = look_again(actor())
    if looked.has_more:
        ask_to_look_again()
    told = {"rows": f"{looked.rows:,}", "booked": f"{looked.booked:,}"}
    if not looked.rows:
        say(_("照合し直す入金はありません。"), "info")
    elif looked.has_more:
        say(_("%(rows)s件を照合し直し、%(booked)s件を消し込みました。残りは、このあと順に照合します。", **told))
    else:
        say(_("%(rows)s件を照合し直し、%(booked)s件を消し込みました。", **told))
    return go(url_for("desk.payments"))


def draw_queue(form: BankFileForm, status: int = 200) -> Response:
    """The queue, with the form for a bank's file as it was filled in."""
    search = TransferSearch(request.args)
    wanted = search.wanted
    form.offer(working.list_mappings())
    found = page_of(working.list_transfers(wanted), Transfer.id, older_than=place("older"), newer_than=place("newer"))
    told: dict[str, Any] = {"search": search, "wanted": wanted, "found": found, "size": PAGE}
    told |= {"uploads": list_uploads(), "upload_states": UPLOAD_WORDS, "states": STATE_WORDS, "reasons": REASONS}
    return page("desk/payments/index.html", status=status, form=form, wide=wide, **told)
