"""The license agreement and the handling of personal data: each read and agreed to on a page of its own (RNW-3)."""

from __future__ import annotations

from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import page
from tbc.legal import versions
from tbc.policy import Permission
from tbc.renewals import agreement as text
from tbc.renewals.models import Renewal
from tbc.renewals.queries import find_renewal, lock_renewal
from tbc.renewals.service import ordering
from tbc.renewals.views.room import elsewhere, facts_of, room, step


@room.get("/renewals/<uuid:renewal_id>/agreement")
@guard(Permission.RENEWAL_ORDER, load=find_renewal)
def agreement(renewal: Renewal) -> AnyResponse:
    """使用許諾契約書."""
    body = f"renewals/agreement/{text.VERSION}.{language()}.html"
    return elsewhere(renewal, "agreement") or page(
        "renewals/agreement.html", renewal=renewal, body=body, version=text.VERSION
    )


@room.post("/renewals/<uuid:renewal_id>/agreement")
@guard(Permission.RENEWAL_ORDER, load=lock_renewal)
def agree(renewal: Renewal) -> AnyResponse:
    """「同意して、お申し込み内容を確認する」."""
    if away := elsewhere(renewal, "agreement"):
        return away
    ordering.agree_to_license(actor(), renewal)
    return step("personal_data", renewal)


@room.get("/renewals/<uuid:renewal_id>/personal-data")
@guard(Permission.RENEWAL_ORDER, load=find_renewal)
def personal_data(renewal: Renewal) -> AnyResponse:
    """What is ordered and by whom, and how personal data is handled."""
    body = f"legal/privacy/{versions.PRIVACY}.{language()}.html"
    return elsewhere(renewal, "personal_data") or page("renewals/personal_data.html", body=body, **facts_of(renewal))


@room.post("/renewals/<uuid:renewal_id>/personal-data")
@guard(Permission.RENEWAL_ORDER, load=lock_renewal)
def agree_to_privacy(renewal: Renewal) -> AnyResponse:
    """「同意して、お申し込み内容を完了する」."""
    if away := elsewhere(renewal, "personal_data"):
        return away
    ordering.agree_to_privacy(actor(), renewal)
    return step("confirm", renewal)
