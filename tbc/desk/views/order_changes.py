"""Changes of an order that is entered: where it goes, and cancelling it (ORD-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.orders import queries
from tbc.orders.forms.entering import AddressForm, CancelForm, version_of
from tbc.orders.models import Order
from tbc.orders.service import cancelling, changes
from tbc.policy import Permission


@room.get("/orders/<uuid:order_id>/delivery-email")
@guard(Permission.ORDER_ENTER, load=queries.find_order)
def order_address(order: Order) -> AnyResponse:
    """The form for another address, while nothing is shipped."""
    return _of_renewal(order) or _address_page(order, AddressForm.of(order))


@room.post("/orders/<uuid:order_id>/delivery-email")
@guard(Permission.ORDER_ENTER, load=queries.lock_order)
def correct_order_address(order: Order) -> AnyResponse:
    """Deliver it to another address."""
    form = AddressForm()
    if not form.validate():
        return _address_page(order, form, status=422)
    try:
        changed = changes.correct_delivery_email(actor(), order, form.email.data or "", version_of(form))
    except changes.AlreadyShipped:
        say(_("出荷のあとは、納品先メールアドレスを直せません。再送依頼で受け付けてください。"), "warn")
        return go(url_for("desk.order", order_id=order.id))
    except changes.ChangedMeanwhile:
        form.version.data = str(order.version)
        return _address_page(order, form, status=409, is_conflict=True)
    say(
        _("納品先メールアドレスを直しました。") if changed else _("変えたところはありません。"),
        "ok" if changed else "info",
    )
    return go(url_for("desk.order", order_id=order.id))


@room.get("/orders/<uuid:order_id>/cancellation")
@guard(Permission.ORDER_CANCEL, load=queries.find_order)
def cancelling_order(order: Order) -> AnyResponse:
    """What cancelling means for this order, and the form for the reason, or for the second person."""
    return _of_renewal(order) or _cancel_page(order, CancelForm(formdata=None, data={"version": order.version}))


@room.post("/orders/<uuid:order_id>/cancellation")
@guard(Permission.ORDER_CANCEL, load=queries.lock_order)
def cancel_order(order: Order) -> AnyResponse:
    """Cancel it, ask for it, confirm what another asked for, or take that back."""
    form = CancelForm()
    is_answer = request.form.get("act") in ("confirm", "take-back")
    if not is_answer and not form.validate():
        return _cancel_page(order, form, status=422)
    try:
        said = _carry_out(order, form, request.form.get("act", ""))
    except cancelling.ChangedMeanwhile:
        form.version.data = str(order.version)
        return _cancel_page(order, form, status=409, is_conflict=True)
    except cancelling.SamePerson:
        say(_("取り消しを依頼した方は、確認できません。ほかの担当者に頼んでください。"), "warn")
        return go(url_for("desk.cancelling_order", order_id=order.id))
    except cancelling.NotCancellable:
        say(_("この受注の状態が変わったため、取り消しは行っていません。"), "warn")
        return go(url_for("desk.order", order_id=order.id))
    say(said)
    return go(url_for("desk.order", order_id=order.id))


def _of_renewal(order: Order) -> AnyResponse | None:
    """The way back from what is not done to a renewal by invoice: it goes with its invoice."""
    if order.application_id is not None:
        return None
    say(_("契約更新の受注です。変えるときは、請求書を取り消します。"), "info")
    return go(url_for("desk.order", order_id=order.id))


def _carry_out(order: Order, form: CancelForm, act: str) -> str:
    """What was done, in a sentence."""
    version, reason = version_of(form), form.reason.data or ""
    if act == "confirm":
        cancelling.confirm(actor(), order, version)
        return str(_("受注を取り消しました。ライセンスは閉じました。受付番号は使用済みのままです。"))
    if act == "take-back":
        cancelling.take_back(actor(), order, version)
        return str(_("取り消しの依頼を取り下げました。"))
    if order.is_begun:
        cancelling.ask(actor(), order, reason, version)
        return str(_("取り消しを依頼しました。ほかの担当者が確認すると、取り消します。"))
    cancelling.cancel(actor(), order, reason, version)
    return str(_("受注を取り消しました。受付番号は、もう一度使えます。"))


def _address_page(order: Order, form: AddressForm, *, status: int = 200, is_conflict: bool = False) -> Response:
    return page("desk/orders/address.html", status=status, order=order, form=form, is_conflict=is_conflict)


def _cancel_page(order: Order, form: CancelForm, *, status: int = 200, is_conflict: bool = False) -> Response:
    return page("desk/orders/cancel.html", status=status, order=order, form=form, is_conflict=is_conflict)
