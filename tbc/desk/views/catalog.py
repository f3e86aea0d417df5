"""The catalogue on the desk: products listed, looked at, made, changed (CAT-3)."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog import history, rules
from tbc.catalog.forms.products import ProductForm
from tbc.catalog.importing import differences_of
from tbc.catalog.models import Product
from tbc.catalog.pricing import matrix
from tbc.catalog.queries import list_files, list_prices
from tbc.catalog.service import products as service
from tbc.deliveries.words import size_of
from tbc.desk.forms.catalog import STATES, CatalogSearch
from tbc.desk.queries import catalog as queries
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/catalog")
@guard(Permission.CATALOG_READ)
def catalog() -> Response:
    """All products by code, also those that are not offered today."""
    form = CatalogSearch(request.args)
    wanted = form.wanted()
    return page(
        "desk/catalog/index.html",
        part="desk/catalog/_list.html",
        form=form,
        asked={name: value for name, value in asdict(wanted).items() if value},
        found=queries.get_page(wanted, request.args.get("after", ""), request.args.get("before", "")),
        count=queries.count_products(wanted),
        states=STATES,
        size=queries.PAGE,
        day=today(),
    )


@room.get("/catalog/<code>")
@guard(Permission.CATALOG_READ, load=queries.find_product)
def catalog_product(product: Product) -> Response:
    """One product: what it is, what it brings, what it costs today, and what happened to it."""
    prices, day = list_prices([product.code]), today()
    events = queries.list_events(product)
    return page(
        "desk/catalog/record.html",
        product=product,
        refusal=rules.refusal(product, None, None, day),
        files=list_files([product.code]),
        size_of=size_of,
        prices=prices,
        shown_class=product.contract_classes[0],
        matrix=matrix(prices, product.contract_classes[0], rules.APPLICATION_KINDS, day),
        events=[(event, history.ACTS.get(event.act, event.act), history.about(event)) for event in events],
    )


@room.get("/catalog/new")
@guard(Permission.CATALOG_EDIT)
def new_product() -> Response:
    """The form of a new product."""
    return _form_page(None, ProductForm.blank())


@room.post("/catalog/new")
@guard(Permission.CATALOG_EDIT)
def make_product() -> AnyResponse:
    """Make it."""
    form = ProductForm()
    if not form.validate():
        return _form_page(None, form, status=422)
    try:
        made = service.make(actor(), form.values)
    except service.CodeTaken as taken:
        form.code.errors = [_("この製品コードは「%(name)s」が使っています。", name=taken)]
        return _form_page(None, form, status=422)
    say(_("「%(name)s」を登録しました。続けて、価格とファイルを加えられます。", name=made.name_ja))
    return go(url_for("desk.catalog_product", code=made.code))


@room.get("/catalog/<code>/edit")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def edit_product(product: Product) -> Response:
    """The form of a product."""
    return _form_page(product, ProductForm.of(product))


@room.post("/catalog/<code>/edit")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def change_product(product: Product) -> AnyResponse:
    """Change it, unless somebody else has done so meanwhile."""
    form = ProductForm()
    form.code.data = product.code
    if not form.validate():
        return _form_page(product, form, status=422)
    sent = form.version.data or ""
    try:
        changed = service.change(actor(), product, form.values, int(sent) if sent.isdecimal() else 0)
    except service.ChangedMeanwhile:
        form.version.data = str(product.version)
        conflict = differences_of(product, form.values)
        return _form_page(product, form, status=409, conflict=conflict)
    say(_("内容を変えました。") if changed else _("変えたところはありません。"), "ok" if changed else "info")
    return go(url_for("desk.catalog_product", code=product.code))


def _form_page(
    product: Product | None,
    form: ProductForm,
    status: int = 200,
    conflict: list[tuple[str, str, str]] | None = None,
) -> Response:
    return page("desk/catalog/form.html", status=status, product=product, form=form, conflict=conflict)
