"""Orders from a file: the template, the upload, the preview, entering them once, the result (ORD-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.kit.sheets.writing import Value
from tbc.orders.batch.columns import COLUMNS, MOST_ROWS, headings, hints, template
from tbc.orders.batch.judging import Judged, judge
from tbc.orders.forms.batch import OrderSheet
from tbc.orders.models import OrderBatch
from tbc.orders.queries.batches import find_batch, list_batches, lock_batch
from tbc.orders.service import batches as service
from tbc.policy import Permission

SHOWN = 100


@room.get("/orders/batch")
@guard(Permission.ORDER_READ)
def order_batches() -> Response:
    """The templates, the form for a file, and the latest files."""
    return _upload(OrderSheet())


@room.get("/orders/batch/template.<any(csv, xlsx):form>")
@guard(Permission.ORDER_ENTER)
def order_template(form: str) -> Response:
    """The sheet to fill in."""
    if form == "csv":
        return attachment(stream_csv(headings(), [hints()]), "orders.csv", CSV_TYPE)
    return attachment(template(), "orders.xlsx", XLSX_TYPE)


@room.post("/orders/batch")
@guard(Permission.ORDER_ENTER)
def upload_orders() -> AnyResponse:
    """Look at a file: what is wrong row by row, and what entering it would do."""
    sent, form = request.files.get("file"), OrderSheet()
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
        return _upload(form, status=422)
    try:
        batch = service.upload(actor(), sent.filename, sent.read())
    except service.SheetFaulty as faulty:
        return _upload(form, status=422, problems=faulty.problems, file_name=sent.filename)
    return go(url_for("desk.order_batch", batch_id=batch.id))


@room.get("/orders/batch/<uuid:batch_id>")
@guard(Permission.ORDER_READ, load=find_batch)
def order_batch(batch: OrderBatch) -> Response:
    """What entering it would do, or what came of it."""
    if batch.state != "waiting":
        return page("desk/orders/batch_result.html", batch=batch, shown=SHOWN)
    return _preview(batch, judge(batch.rows))


@room.post("/orders/batch/<uuid:batch_id>")
@guard(Permission.ORDER_ENTER, load=lock_batch)
def enter_orders(batch: OrderBatch) -> AnyResponse:
    """Enter all of it, or only the good rows, or throw it away; the second click finds it done."""
    act = request.form.get("act", "")
    try:
        if act == "discard":
            service.discard(actor(), batch)
            say(_("ファイルを破棄しました。何も登録していません。"), "info")
            return go(url_for("desk.order_batches"))
        entered = service.enter_batch(actor(), batch, request.form.get("token", ""), only_good=act == "good")
    except service.NotWaiting:
        say(_("このファイルの処理は済んでいます。"), "info")
        return go(url_for("desk.order_batch", batch_id=batch.id))
    except (service.ChangedMeanwhile, service.RowsFaulty):
        return _preview(batch, judge(batch.rows), status=409)
    say(_("%(count)s件の受注を登録しました。", count=entered))
    return go(url_for("desk.order_batch", batch_id=batch.id))


@room.get("/orders/batch/<uuid:batch_id>/result.<any(csv, xlsx):form>")
@guard(Permission.ORDER_READ, load=lambda actor, batch_id, form: find_batch(actor, batch_id))
def order_batch_result(batch: OrderBatch) -> Response:
    """The rows as they came, each with its order's number or with the reason why it was left out."""
    form = (request.view_args or {})["form"]
    header = [_("行"), *(str(column.title) for column in COLUMNS), _("受注番号"), _("契約者"), _("登録しなかった理由")]
    name = f"orders-{batch.uploaded_at:%Y%m%d}-{str(batch.id)[-6:]}.{form}"
    if form == "csv":
        return attachment(b"".join(stream_csv(header, _result_rows(batch))), name, CSV_TYPE)
    return attachment(write_xlsx(header, _result_rows(batch)), name, XLSX_TYPE)


def _result_rows(batch: OrderBatch) -> Iterator[list[Value]]:
    came: dict[int, dict[str, str]] = {}
    for result in batch.results:
        known = came.setdefault(int(result["row"]), {})
        known |= {key: result[key] for key in ("order_number", "company") if key in result}
        if "problem" in result:
            known["problem"] = " ".join(filter(None, (known.get("problem"), result["problem"])))
    for cells in batch.rows:
        result = came.get(cells["row"], {})
        typed = [str(cells.get(column.key, "")) for column in COLUMNS]
        yield [cells["row"], *typed, *(result.get(key, "") for key in ("order_number", "company", "problem"))]


def _upload(form: OrderSheet, status: int = 200, **found: Any) -> Response:
    """`found` is what is wrong with a file: `problems` and its `file_name`."""
    shown: dict[str, Any] = {"problems": [], "file_name": "", "shown": SHOWN, "most": MOST_ROWS} | found
    return page("desk/orders/batches.html", status=status, form=form, batches=list_batches(), **shown)


def _preview(batch: OrderBatch, judged: Judged, status: int = 200) -> Response:
    return page(
        "desk/orders/batch_preview.html",
        status=status,
        batch=batch,
        judged=judged,
        shown=SHOWN,
    )
