"""The stock on the desk: counts by product, the codes of one, bringing more, taking out what should not be there."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.models import Product
from tbc.deliveries.models import StockCode
from tbc.deliveries.queries.stock import FEW, list_stock
from tbc.deliveries.service import bringing
from tbc.deliveries.stock_sheet import MOST_ROWS, Judged, judge
from tbc.deliveries.words import CODE_KINDS
from tbc.desk.forms.deliveries import StockForm
from tbc.desk.queries import deliveries as queries
from tbc.desk.queries.latest import PAGE
from tbc.desk.views.room import room
from tbc.kit.choices import choices
from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.kit.sheets import SheetsRefused
from tbc.policy import Permission

SHOWN = 50


@room.get("/stock")
@guard(Permission.STOCK_READ)
def stock() -> Response:
    """What is there of each product, what is short first."""
    return page("desk/stock/index.html", stocked=list_stock(), words=CODE_KINDS, few=FEW)


@room.get("/stock/<code>")
@guard(Permission.STOCK_READ, load=queries.find_stocked)
def stock_of(product: Product) -> Response:
    """The codes of one product, and with which delivery each was given."""
    found = queries.get_codes(product, older_than=place("older"), newer_than=place("newer"))
    return page("desk/stock/product.html", product=product, found=found, words=CODE_KINDS, size=PAGE)


@room.get("/stock/bring")
@guard(Permission.STOCK_EDIT)
def new_stock() -> Response:
    """The form for more codes."""
    return _form(StockForm(data={"product": request.args.get("product", "")}))


@room.post("/stock/bring")
@guard(Permission.STOCK_EDIT)
def bring_stock() -> AnyResponse:
    """Look at the codes, and keep them once that was confirmed; all of them or none."""
    form = StockForm()
    sent = request.files.get("file")
    if not form.validate():
        return _form(form, status=422)
    try:
        rows = form.rows(sent.filename or "" if sent else "", sent.read() if sent else b"")
    except SheetsRefused as refused:
        form.file.errors = [refused.sentence]
        return _form(form, status=422)
    if request.form.get("act") != "save":
        judged = judge(rows)
        return _form(form, 422, judged=judged) if judged.problems else page("desk/stock/preview.html", judged=judged)
    try:
        judged = bringing.bring(actor(), rows)
    except bringing.CodesRefused as refused:
        return _form(form, status=422, judged=refused.judged)
    number = len(judged.rows)
    say(ngettext("%(num)s件のコードを登録しました。", "%(num)s件のコードを登録しました。", number))
    return go(url_for("desk.stock"))


@room.post("/stock/<code>/<uuid:code_id>/take-out")
@guard(Permission.STOCK_EDIT, load=queries.find_code)
def take_out_stock(row: StockCode) -> AnyResponse:
    """Remove a free code that was brought by mistake."""
    product = queries.find_stocked(actor(), row.product_code)
    assert product is not None
    try:
        bringing.take_out(actor(), row, product)
    except bringing.AlreadyGiven:
        say(_("このコードは納品済みのため、在庫から外せません。"), "warn")
    else:
        say(_("コードを在庫から外しました。"))
    return go(url_for("desk.stock_of", code=product.code))


def _form(form: StockForm, status: int = 200, judged: Judged | None = None) -> Response:
    told: dict[str, Any] = {"problems": judged.problems if judged else (), "shown": SHOWN, "most": MOST_ROWS}
    named = [(one.code, f"{one.name_in(language())} ({one.code})") for one in list_stock()]
    form.product.choices = choices([("", _("コードの前に書いてあります")), *sorted(named, key=lambda pair: pair[1])])
    return page("desk/stock/bring.html", status=status, form=form, **told)
