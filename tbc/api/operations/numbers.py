"""Looking a reception number up."""

from __future__ import annotations

from typing import Any

from tbc.api.operations.describing import dealers_of, lines_of, summary_of
from tbc.api.operations.table import Call, operation
from tbc.api.problems import Refused, sentence
from tbc.api.queries import find_application, find_listed
from tbc.api.schemas import ReceptionNumber, WhyNot
from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.kit.phrases import lazy as _l
from tbc.orders.rules import NumberRefused
from tbc.orders.service.reading import look_up

# What is wrong with what was typed, and not with the application behind it.
UNREADABLE = ("wrong-length", "wrong-character", "mistyped", "unknown")


@operation(
    _l("受付番号を調べる"),
    _l(
        "受付番号の申請と、受注できるかどうかを返します。番号は4文字ごとの区切りや小文字のままでも読み取ります。"
        "打ち間違い（number-mistyped）と、存在しない番号（number-unknown）は区別されます。"
    ),
    gives=ReceptionNumber,
    codes=tuple(f"number-{reason}" for reason in UNREADABLE),
)
def look_up_number(_call: Call, number: str) -> ReceptionNumber:
    """GET /reception-numbers/{number}."""
    application, refusal = _found(number)
    listed = find_listed(application.number or "")
    assert listed is not None
    content = application.content
    reseller, distributor = dealers_of(content)
    return ReceptionNumber(
        application=summary_of(listed),
        lines=lines_of(application),
        reseller=reseller,
        distributor=distributor,
        customer_po=str(content.get("customer_po") or ""),
        reseller_reference=str(content.get("reseller_reference") or ""),
        delivery_email=str((content.get("delivery") or {}).get("email") or ""),
        can_be_ordered=refusal is None,
        why_not=_why_not(refusal) if refusal else None,
    )


def _found(typed: str) -> tuple[Application, NumberRefused | None]:
    try:
        return look_up(typed), None
    except NumberRefused as refusal:
        if refusal.reason in UNREADABLE:
            raise refused(refusal) from None
        application = find_application(numbers.read(typed))
        assert application is not None
        return application, refusal


def _why_not(refusal: NumberRefused) -> WhyNot:
    code = f"number-{refusal.reason}"
    return WhyNot(code=code, detail=sentence(code), **_others(refusal))  # type: ignore[arg-type]  # one of the known


def refused(refusal: NumberRefused) -> Refused:
    """The same refusal as a problem: where the slip is, what was typed, the number that is to be looked at instead."""
    more: dict[str, Any] = {name: value for name, value in _others(refusal).items() if value}
    for name in ("place", "group", "length", "character"):
        if value := getattr(refusal, name):
            more[name] = value
    return Refused(f"number-{refusal.reason}", **more)


def _others(refusal: NumberRefused) -> dict[str, str | None]:
    newer = refusal.other if refusal.reason == "superseded" else ""
    used = refusal.other if refusal.reason == "used" else ""
    return {"order_number": used or None, "newer_number": newer or None}
