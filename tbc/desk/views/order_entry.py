"""Entering an order: one field for the number, the contract as it would become, the details (ORD-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import numbers, summary
from tbc.applications.models import Application
from tbc.applications.record import KINDS
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.issuing import SeriesExhausted
from tbc.kit.page import go, page, say
from tbc.orders.forms.entering import NumberForm, OrderForm
from tbc.orders.queries import find_order_by_number
from tbc.orders.rules import DetailsFaulty, Difference, NumberRefused, differences_from
from tbc.orders.sentences import DETAILS, sentence
from tbc.orders.service.entering import enter
from tbc.orders.service.reading import look_up
from tbc.policy import Permission


@room.get("/orders/new")
@guard(Permission.ORDER_ENTER)
def new_order() -> Response:
    """The field for the number; with a number, the application as it would become the contract."""
    asked = NumberForm(request.args)
    if not asked.number.data:
        return _page(asked)
    try:
        application = look_up(asked.number.data)
    except NumberRefused as refused:
        return _refused(asked, refused)
    return _page(asked, application, OrderForm.of(application))


@room.post("/orders/new")
@guard(Permission.ORDER_ENTER)
def enter_order() -> AnyResponse:
    """Enter it; where it says something else than the application, only after that was shown."""
    form, asked = OrderForm(), NumberForm(request.form)
    try:
        application = look_up(asked.number.data or "")
        is_sound = form.validate()
        differing = differences_from(application.content, _typed(form)) if is_sound else []
        if not is_sound or not form.has_shown(differing):
            return _page(asked, application, form, status=422, differing=differing)
        entered = enter(actor(), asked.number.data or "", form.details())
    except NumberRefused as refused:
        return _refused(asked, refused)
    except DetailsFaulty as faulty:
        form[faulty.field].errors = [DETAILS[faulty.field]]
        return _page(asked, application, form, status=422)
    except SeriesExhausted:
        form.form_errors.append(_("受注番号を使い切りました。管理者に連絡してください。"))
        return _page(asked, application, form, status=422)
    say(_("受注%(number)sを登録しました。受付のメールを納品先へ送ります。", number=entered.number))
    return go(url_for("desk.order", order_id=entered.id))


def _typed(form: OrderForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("customer_po", "reseller_reference", "delivery_email")}


def _refused(asked: NumberForm, refused: NumberRefused) -> Response:
    """The field again with the reason; whoever used the number, or superseded it, is led to."""
    asked.number.errors = [sentence(refused)]
    other = find_order_by_number(refused.other) if refused.reason == "used" else None
    newer = refused.other if refused.reason == "superseded" else ""
    return _page(asked, status=422, used_by=other, newer=newer)


def _page(
    asked: NumberForm,
    application: Application | None = None,
    form: OrderForm | None = None,
    *,
    status: int = 200,
    differing: list[Difference] | None = None,
    **more: Any,
) -> Response:
    shown: dict[str, Any] = {"used_by": None, "newer": ""} | more
    # In its groups, which refusals count and which stand so on the paper beside the screen.
    asked.number.data = " ".join(numbers.groups(numbers.fold((asked.number.data or "")[:100])))
    return page(
        "desk/orders/new.html",
        part="desk/orders/_entry.html",
        status=status,
        asked=asked,
        form=form or asked,
        application=application,
        differing=differing or [],
        kinds=KINDS,
        blocks=summary.blocks(application.content) if application else [],
        groups=numbers.groups(application.number or "") if application else [],
        **shown,
    )
