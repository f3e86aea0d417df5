"""The last confirmation, and the order itself: once, whatever is pressed twice (RNW-3)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.invoices.refusals import DocumentRefused, sentence
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission
from tbc.renewals.models import Renewal
from tbc.renewals.queries import find_renewal, lock_renewal
from tbc.renewals.service import ordering
from tbc.renewals.service.choosing import ChosenGone
from tbc.renewals.views.room import elsewhere, facts_of, room


@room.get("/renewals/<uuid:renewal_id>/confirm")
@guard(Permission.RENEWAL_ORDER, load=find_renewal)
def confirm(renewal: Renewal) -> AnyResponse:
    """Everything once more; ordering cannot be taken back."""
    return elsewhere(renewal, "confirm") or _page(renewal)


@room.post("/renewals/<uuid:renewal_id>/confirm")
@guard(Permission.RENEWAL_ORDER, load=lock_renewal)
def order(renewal: Renewal) -> AnyResponse:
    """Order it: whoever has done so already is shown the invoice that there is."""
    if away := elsewhere(renewal, "confirm"):
        return away
    error = ""
    try:
        ordering.order(actor(), renewal, request.form.get("version", 0, type=int), _replaced())
    except ordering.MustReplace:
        error = _("お支払い待ちの請求書があります。取り消してよいか確認してください。")
    except ordering.ChangedMeanwhile:
        error = _("その間に内容が変わりました。もう一度確認してください。")
    except ChosenGone as gone:
        numbers = _("、").join(gone.numbers)
        error = _("%(numbers)s の契約が変わりました。ライセンスを選び直してください。", numbers=numbers)
    except DocumentRefused as refused:
        error = sentence(refused.reason)
    if error:
        return _page(renewal, error, 422)
    say(_("契約更新のお申し込みを受け付けました。"))
    return go(url_for("renewals.record", renewal_id=renewal.id))


def _replaced() -> set[UUID]:
    """The renewals that may be cancelled, as they were ticked."""
    found = set()
    for text in request.form.getlist("replaces"):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _page(renewal: Renewal, error: str = "", status: int = 200) -> Response:
    return page(
        "renewals/confirm.html",
        status=status,
        **facts_of(renewal),
        error=error,
        waiting=ordering.waiting_of(renewal),
    )
