"""The public list of products, the page of each, and the blank supplements."""

from __future__ import annotations

import io
from dataclasses import asdict

from flask import Blueprint, Response, abort, request, send_file

from tbc.catalog import labels, queries, rules
from tbc.catalog.forms.search import ProductSearch
from tbc.kit.clock import today
from tbc.kit.guard import public
from tbc.kit.page import page
from tbc.kit.sheets import XLSX_TYPE

room = Blueprint("catalog", __name__)


@room.app_context_processor
def _labels() -> dict[str, object]:
    return {"catalog_labels": labels}


@room.get("/products")
@public
def index() -> Response:
    """The products that are offered today (CAT-1), with search and filters in the address."""
    form = ProductSearch(request.args)
    wanted = form.wanted
    return page(
        "catalog/index.html",
        part="catalog/_found.html",
        form=form,
        wanted=wanted,
        asked={name: value for name, value in asdict(wanted).items() if value},
        found=queries.get_page(wanted, request.args.get("after", ""), request.args.get("before", "")),
        count=queries.count_products(wanted),
        size=queries.PAGE,
    )


@room.get("/products/<code>")
@public
def product(code: str) -> Response:
    """One product: how it is applied for, and what is needed."""
    found = queries.find_product(code.upper())
    if found is None:
        abort(404)
    return page("catalog/product.html", product=found, refusal=rules.refusal(found, None, None, today()))


@room.get("/products/supplements/<code>.xlsx")
@public
def blank_supplement(code: str) -> Response:
    """The blank form of a supplement (CAT-2)."""
    from tbc.catalog.supplements.blank import blank  # with openpyxl: six megabytes that few workers need

    supplement = queries.find_supplement(code)
    if supplement is None:
        abort(404)
    file = io.BytesIO(blank(supplement))
    return send_file(file, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{supplement.name}.xlsx")
