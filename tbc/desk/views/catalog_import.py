"""Products and prices from a file and into one: template, upload, preview, all or nothing (CAT-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.exporting import headings, price_rows, product_rows
from tbc.catalog.forms.files import SHEETS, SheetUpload
from tbc.catalog.importing import TITLES
from tbc.catalog.importing.price_columns import TITLES as PRICE_TITLES
from tbc.catalog.service import uploads as service
from tbc.catalog.service.sheets import ChangedMeanwhile, SheetFaulty
from tbc.desk.forms.catalog import CatalogSearch
from tbc.desk.queries import catalog as queries
from tbc.desk.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.policy import Permission

SHOWN = 50


@room.get("/catalog/export/<any(products, prices):sheet>.<any(csv, xlsx):form>")
@guard(Permission.CATALOG_READ)
def export_catalog(sheet: str, form: str) -> Response:
    """What the list shows, as a sheet that can be imported again."""
    wanted = CatalogSearch(request.args).wanted()
    is_of_prices = sheet == "prices"
    rows = price_rows(queries.each_price(wanted)) if is_of_prices else product_rows(queries.each_product(wanted))
    if form == "csv":
        return attachment(stream_csv(headings(sheet), rows), f"{sheet}.csv", CSV_TYPE)
    return attachment(write_xlsx(headings(sheet), rows, title=str(SHEETS[sheet])), f"{sheet}.xlsx", XLSX_TYPE)


@room.get("/catalog/import")
@guard(Permission.CATALOG_EDIT)
def import_catalog() -> Response:
    """What to fill in, and the form for a file."""
    return _upload(SheetUpload())


@room.post("/catalog/import")
@guard(Permission.CATALOG_EDIT)
def upload_catalog() -> AnyResponse:
    """Look at a file: what is wrong row by row, or what saving it would do."""
    form, sent = SheetUpload(request.form), request.files.get("file")
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
    if not form.validate() or form.file.errors or not sent:
        return _upload(form, status=422)
    preview = service.upload(actor(), form.kind.data, sent.filename or "", sent.read())
    if preview.problems:
        return _upload(form, status=422, problems=preview.problems, file_name=sent.filename)
    return go(url_for("desk.preview_catalog"))


@room.get("/catalog/import/preview")
@guard(Permission.CATALOG_EDIT)
def preview_catalog() -> AnyResponse:
    """What saving the uploaded file would do."""
    try:
        kept, preview = service.look_again(actor())
    except service.NothingUploaded:
        return go(url_for("desk.import_catalog"))
    titles = PRICE_TITLES if kept.kind == "prices" else TITLES
    return page("desk/catalog/preview.html", kept=kept, preview=preview, titles=titles, shown=SHOWN)


@room.post("/catalog/import/preview")
@guard(Permission.CATALOG_EDIT)
def save_catalog() -> AnyResponse:
    """Save all of it, or throw the file away."""
    if request.form.get("act") == "discard":
        service.discard(actor())
        say(_("ファイルを破棄しました。何も登録していません。"), "info")
        return go(url_for("desk.import_catalog"))
    try:
        _kind, saved = service.save(actor(), request.form.get("token", ""))
    except service.NothingUploaded:
        say(_("登録するファイルがありません。もう一度アップロードしてください。"), "warn")
        return go(url_for("desk.import_catalog"))
    except (ChangedMeanwhile, SheetFaulty):
        say(_("確認している間に製品か価格が変わりました。まだ何も登録していません。もう一度確認してください。"), "warn")
        return go(url_for("desk.preview_catalog"))
    counts = {"added": len(saved.added), "changed": len(saved.changed)}
    say(_("%(added)s件を登録し、%(changed)s件を変えました。", **counts))
    return go(url_for("desk.catalog"))


def _upload(form: SheetUpload, status: int = 200, **found: Any) -> Response:
    """`found` is what is wrong with a file: `problems` and its `file_name`."""
    shown: dict[str, Any] = {"form": form, "problems": [], "shown": SHOWN} | found
    return page("desk/catalog/import.html", status=status, **shown)
