"""Which columns of a bank's CSV say what: said by looking at a file, saved, changed, removed (PAY-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.csv_mappings import MappingForm
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.payments.models import BankUpload, CsvMapping
from tbc.payments.queries.uploads import find_csv_mapping, find_upload, list_mappings_in_use, lock_upload
from tbc.payments.reading import FileFaulty, Mapping
from tbc.payments.reading.guessing import columns_of, direction_of, first_row_of, head_of
from tbc.payments.reading.sheets import rows_of
from tbc.payments.sentences import why_not
from tbc.payments.service import checking
from tbc.payments.service.importing import AccountUnknown
from tbc.payments.service.mapping import MappingFaulty, remove_mapping, save_mapping
from tbc.policy import Permission

# So many rows of a file are shown beside the form.
LOOKED_AT = 12


@room.get("/payments/files/<uuid:upload_id>/columns")
@guard(Permission.PAYMENT_DECIDE, load=find_upload)
def bank_file_columns(upload: BankUpload) -> AnyResponse:
    """The first rows of a CSV, and what its columns probably are."""
    if upload.body is None or upload.kind not in {"", "csv"}:
        return go(url_for("desk.bank_file", upload_id=upload.id))
    rows, form = rows_of(upload.body), MappingForm(formdata=None)
    if upload.columns:
        form.show(upload.mapping_name, upload.account_key, upload.columns)
    else:
        first_row = first_row_of(rows)
        guessed = columns_of(head_of(rows, first_row))
        direction, words = direction_of(rows, first_row)
        form.show("", "", {**guessed, "first_row": first_row, "direction": direction, "incoming_words": words})
    return _of_file(upload, form, rows)


@room.post("/payments/files/<uuid:upload_id>/columns")
@guard(Permission.PAYMENT_DECIDE, load=lock_upload)
def map_bank_file(upload: BankUpload) -> AnyResponse:
    """Save the mapping, and look at the file by it."""
    here = url_for("desk.bank_file", upload_id=upload.id)
    if upload.body is None or upload.kind not in {"", "csv"}:
        return go(here)
    form = MappingForm()
    try:
        rows = rows_of(upload.body, form.encoding.data or "")
        mapping = _asked(form, rows)
        if mapping:
            saved = _save(form, mapping, head_of(rows, mapping.first_row), upload.mapping_id)
            checking.check(actor(), upload, saved)
            return go(here)
    except MappingFaulty as faulty:
        form.blame(faulty.field)
    except FileFaulty as faulty:
        form.form_errors.append(why_not(faulty))
        rows = rows_of(upload.body)
    except AccountUnknown:
        form.blame("account")
    return _of_file(upload, form, rows, status=422)


@room.get("/payments/mappings")
@guard(Permission.PAYMENT_READ)
def csv_mappings() -> Response:
    """The saved mappings."""
    return page("desk/payments/mappings.html", mappings=list_mappings_in_use())


@room.get("/payments/mappings/<uuid:mapping_id>")
@guard(Permission.PAYMENT_DECIDE, load=find_csv_mapping)
def csv_mapping(mapping: CsvMapping) -> Response:
    """One mapping, to change or to remove."""
    form = MappingForm(formdata=None)
    form.show(mapping.name, mapping.account_key, mapping.columns)
    return _of_mapping(mapping, form)


@room.post("/payments/mappings/<uuid:mapping_id>")
@guard(Permission.PAYMENT_DECIDE, load=find_csv_mapping)
def change_csv_mapping(mapping: CsvMapping) -> AnyResponse:
    """Change it for the files to come, or remove it; what was taken by it stays."""
    if request.form.get("act") == "remove":
        remove_mapping(actor(), mapping)
        say(_("CSVの形式を削除しました。取り込んだ入金は、そのままです。"), "info")
        return go(url_for("desk.csv_mappings"))
    form = MappingForm()
    try:
        asked = _asked(form, [])
        if asked:
            _save(form, asked, (), mapping.id)
            say(_("CSVの形式を保存しました。"))
            return go(url_for("desk.csv_mappings"))
    except MappingFaulty as faulty:
        form.blame(faulty.field)
    return _of_mapping(mapping, form, status=422)


def _asked(form: MappingForm, rows: Sequence[Sequence[str]]) -> Mapping | None:
    """The mapping that was entered; None if something is wrong about it, which the form says."""
    form.offer(rows)
    return form.mapping() if form.validate() else None


def _save(form: MappingForm, mapping: Mapping, head: Sequence[str], own: Any) -> CsvMapping:
    return save_mapping(actor(), form.name.data or "", form.bank_account.data or "", mapping, head=head, of=own)


def _of_file(upload: BankUpload, form: MappingForm, rows: Sequence[Sequence[str]], status: int = 200) -> Response:
    form.offer(rows)
    shown = list(enumerate(rows[:LOOKED_AT], 1))
    width = max((len(cells) for _number, cells in shown), default=0)
    return page("desk/payments/columns.html", status=status, form=form, upload=upload, rows=shown, width=width)


def _of_mapping(mapping: CsvMapping, form: MappingForm, status: int = 200) -> Response:
    form.offer([], mapping.head)
    return page("desk/payments/mapping.html", status=status, form=form, mapping=mapping)
