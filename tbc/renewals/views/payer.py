"""The first step of the order: who pays; and the quote, before anything is agreed to (RNW-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.queries import QUICK
from tbc.invoices.refusals import DocumentRefused, sentence
from tbc.kit.entries.address import fill_address, places_of
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page
from tbc.policy import Permission
from tbc.renewals.forms import payer as form
from tbc.renewals.forms.choosing import written
from tbc.renewals.models import Renewal
from tbc.renewals.queries import find_renewal, lock_renewal
from tbc.renewals.queries.candidates import Choice
from tbc.renewals.queries.payers import proposed
from tbc.renewals.service import ordering
from tbc.renewals.views.room import elsewhere, facts_of, room, step


@room.get("/renewals/<uuid:renewal_id>/payer")
@guard(Permission.RENEWAL_ORDER, load=find_renewal)
def payer(renewal: Renewal) -> AnyResponse:
    """Who pays, as it is known, or proposed from the contract."""
    return elsewhere(renewal, "payer") or _page(renewal, form.filled(renewal.payer or proposed(actor(), renewal)))


@room.post("/renewals/<uuid:renewal_id>/payer")
@guard(Permission.RENEWAL_ORDER, load=lock_renewal)
def set_payer(renewal: Renewal) -> AnyResponse:
    """Keep it, and go on; or show the quote."""
    if away := elsewhere(renewal, "payer"):
        return away
    given, act = form.typed(request.form), request.form.get("act", "")
    if act in {"look-up:payer", "place:payer"}:
        fill_address(given, request.form.get("payer-place", "") if act == "place:payer" else "")
        return _page(renewal, form.filled(given), looked_up=given)
    kept, problems = form.read(given)
    if problems:
        return _page(renewal, form.filled(given, problems), status=422)
    ordering.set_payer(actor(), renewal, kept)
    if act != "quote":
        return step("agreement", renewal)
    try:
        document = ordering.quote(actor(), renewal)
    except DocumentRefused as refused:
        filled = form.filled(kept)
        filled.form_errors.append(sentence(refused.reason))
        return _page(renewal, filled, status=422)
    return go(url_for("invoices.document", document_id=document.id))


def _page(renewal: Renewal, filled: Any, status: int = 200, looked_up: dict[str, Any] | None = None) -> Response:
    places, picked = places_of(looked_up) if looked_up else (None, None)
    return page(
        "renewals/payer.html",
        status=status,
        **facts_of(renewal),
        form=filled,
        back=_back(renewal),
        places=places,
        picked=picked,
    )


def _back(renewal: Renewal) -> str:
    """The list, with what was chosen."""
    chosen = [Choice(line.license_number, line.product_code, line.years) for line in renewal.lines]
    account = str(renewal.company_account_id or QUICK)
    return url_for("renewals.index", account=account, choice=written(chosen))
