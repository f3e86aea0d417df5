"""What products cost, on the desk: listed, added, ended, taken back (CAT-1, CAT-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.forms.prices import EndForm, PriceForm
from tbc.catalog.models import Product, ProductPrice
from tbc.catalog.queries import list_prices
from tbc.catalog.rules import APPLICATION_KINDS
from tbc.catalog.service import prices as service
from tbc.desk.queries import catalog as queries
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.formats import short_date
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/catalog/<code>/prices")
@guard(Permission.CATALOG_READ, load=queries.find_product)
def product_prices(product: Product) -> Response:
    """The prices of one class: those of today and to come, and on demand those that have ended."""
    day, asked = today(), request.args.get("contract_class", "")
    contract_class = asked if asked in product.contract_classes else product.contract_classes[0]
    of_class = [price for price in list_prices([product.code]) if price.contract_class == contract_class]
    of_class.sort(key=lambda price: APPLICATION_KINDS.index(price.application_kind))
    held = [price for price in of_class if price.valid_until is None or price.valid_until >= day]
    is_whole = request.args.get("ended") == "yes"
    return page(
        "desk/catalog/prices.html",
        part="desk/catalog/_prices.html",
        product=product,
        shown_class=contract_class,
        prices=of_class if is_whole else held,
        ended=len(of_class) - len(held),
        is_whole=is_whole,
        day=day,
    )


@room.get("/catalog/<code>/prices/new")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def new_product_price(product: Product) -> Response:
    """The form of a further price."""
    return _form_page(product, PriceForm(product, formdata=None, data={"quantity_from": "1"}))


@room.post("/catalog/<code>/prices/new")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def add_product_price(product: Product) -> AnyResponse:
    """Add it; the one before it ends."""
    form = PriceForm(product)
    if not form.validate():
        return _form_page(product, form, status=422)
    try:
        price = service.add(actor(), product, form.values)
    except service.PriceClashes as clash:
        form.valid_from.errors = [_clash(clash.price)]
        return _form_page(product, form, status=422)
    except service.DayHasPassed:
        form.valid_from.errors = [_("過ぎた日に有効だった価格は変えられません。今日以降の日にしてください。")]
        return _form_page(product, form, status=422)
    say(_("%(day)sからの価格を加えました。", day=short_date(price.valid_from)))
    return go(url_for("desk.product_prices", code=product.code, contract_class=price.contract_class))


@room.get("/catalog/prices/<uuid:price_id>")
@guard(Permission.CATALOG_READ, load=queries.find_price)
def product_price(price: ProductPrice) -> Response:
    """One price, and the form that ends it."""
    data = {"valid_until": short_date(price.valid_until)}
    return _price_page(price, EndForm(formdata=None, data=data))


@room.post("/catalog/prices/<uuid:price_id>")
@guard(Permission.CATALOG_EDIT, load=queries.find_price)
def end_product_price(price: ProductPrice) -> AnyResponse:
    """Say until when it is valid."""
    form = EndForm()
    if not form.validate():
        return _price_page(price, form, status=422)
    try:
        service.end(actor(), queries.get_product(price.product_code), price, form.day)
    except service.PriceClashes as clash:
        own = _("適用開始日より後の日付にしてください。")
        form.valid_until.errors = [own if clash.price is price else _clash(clash.price)]
        return _price_page(price, form, status=422)
    except service.DayHasPassed:
        form.valid_until.errors = [_("過ぎた日に有効だった価格は変えられません。昨日以降の日にしてください。")]
        return _price_page(price, form, status=422)
    say(_("%(day)sまでの価格にしました。", day=short_date(price.valid_until)))
    return go(url_for("desk.product_prices", code=price.product_code, contract_class=price.contract_class))


@room.post("/catalog/prices/<uuid:price_id>/take-back")
@guard(Permission.CATALOG_EDIT, load=queries.find_price)
def take_back_product_price(price: ProductPrice) -> AnyResponse:
    """Remove one that has not begun."""
    try:
        service.take_back(actor(), queries.get_product(price.product_code), price)
    except service.DayHasPassed:
        say(_("もう始まった価格は取り消せません。適用終了日を決めてください。"), "warn")
        return go(url_for("desk.product_price", price_id=price.id))
    say(_("まだ始まっていない価格を取り消しました。"))
    return go(url_for("desk.product_prices", code=price.product_code, contract_class=price.contract_class))


def _clash(price: ProductPrice) -> str:
    """Which price stands in the way."""
    until = short_date(price.valid_until) if price.valid_until else _("期限なし")
    return str(
        _(
            "同じ条件の価格（%(since)s–%(until)s）と期間が重なります。先にその価格の適用終了日を確かめてください。",
            since=short_date(price.valid_from),
            until=until,
        )
    )


def _form_page(product: Product, form: PriceForm, status: int = 200) -> Response:
    return page("desk/catalog/price_form.html", status=status, product=product, form=form)


def _price_page(price: ProductPrice, form: EndForm, status: int = 200) -> Response:
    product = queries.get_product(price.product_code)
    return page("desk/catalog/price.html", status=status, product=product, price=price, form=form, day=today())
