"""The blueprint, and what the steps of an order share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tbc.catalog.queries import get_products
from tbc.kit.clock import today
from tbc.kit.language import language
from tbc.kit.page import go, say
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.rules import new_end, quoted_until
from tbc.renewals.totals import sum_of

room = Blueprint("renewals", __name__)


def step(name: str, renewal: Renewal) -> Response:
    """Go to a step of the order."""
    return go(url_for(f"renewals.{name}", renewal_id=renewal.id))


def elsewhere(renewal: Renewal, name: str) -> Response | None:
    """Where the reader goes instead of the step `name`: to what became of the renewal, to the list if its prices are
    too old, or to the first step that is still missing; None if this is the place."""
    if renewal.state != "quoted":
        return go(url_for("renewals.record", renewal_id=renewal.id))
    if today() > quoted_until(renewal.quoted_on):
        return expired()
    if name == "payer" or renewal.payer is None:
        return None if name == "payer" else step("payer", renewal)
    if name == "agreement" or renewal.licensed_at is None:
        return None if name == "agreement" else step("agreement", renewal)
    if name == "personal_data" or renewal.privacy_at is None:
        return None if name == "personal_data" else step("personal_data", renewal)
    return None


def facts_of(renewal: Renewal) -> dict[str, Any]:
    """What every page of a renewal shows of it."""
    names = names_of(renewal.lines)
    return {"renewal": renewal, "sums": sum_of(renewal), "names": names, "new_end": new_end, "today": today()}


def names_of(lines: Iterable[RenewalLine]) -> dict[str, str]:
    """What the products are called, by code, in a language in which the lines do not say it."""
    if language() == "ja":
        return {}
    codes = {code for line in lines for code in (line.product_before, line.product_code)}
    return {code: product.name_in(language()) for code, product in get_products(codes).items()}


def expired() -> Response:
    """The way back to the list."""
    say(_("金額の有効期限が過ぎました。もう一度ライセンスを選んでください。"), "warn")
    return go(url_for("renewals.index"))
