"""What is done with a workbook as a whole: file, set aside, take up, read again (XLS-5)."""

from __future__ import annotations

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.imports import forms, queries, words
from tbc.imports.models import Workbook
from tbc.imports.service import intake, outcome
from tbc.imports.service.fingerprint import fingerprint
from tbc.imports.views.drawing import Tried, draw
from tbc.imports.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.policy import Permission


@room.post("/<uuid:workbook_id>/approval")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def approve(workbook: Workbook) -> AnyResponse:
    """File all its applications; a second click finds them filed."""
    form = forms.Approval(request.form)
    if workbook.state == "read" and not form.validate():
        return draw(workbook, Tried(approval=form), status=422)
    if workbook.state == "read" and request.form.get("seen") not in {None, _now(workbook)}:
        form.form_errors = [
            _("表示したあとに、ほかの担当が内容を直しました。経過を確かめて、もう一度承認してください。")
        ]
        return draw(workbook, Tried(approval=form), status=409)
    try:
        _say_what_came(_file(workbook, form), into_orders=bool(form.into_orders.data))
    except outcome.NotOrderable as lacking:
        form.into_orders.errors = [lacking.sentence]
        return draw(workbook, Tried(approval=form), status=422)
    except outcome.NotReady as left:
        form.form_errors = [words.what_is_left(left.errors, left.warnings)]
        return draw(workbook, Tried(approval=form), status=422)
    except outcome.StateHasChanged:
        return too_late(workbook)
    return go(url_for("imports.review", workbook_id=workbook.id))


def _file(workbook: Workbook, form: forms.Approval) -> int:
    """How many applications were made of it."""
    validity = current_app.config["SETTINGS"].number_validity_days
    if form.into_orders.data:
        return len(outcome.file_into_orders(actor(), workbook, validity=validity))
    return len(outcome.file(actor(), workbook, form.number_to.data or "", validity=validity))


def _say_what_came(filed: int, *, into_orders: bool) -> None:
    """Nothing is said of a second click, which files nothing."""
    if filed and into_orders:
        say(
            ngettext(
                "%(num)s件の申請にして、受注を登録しました。", "%(num)s件の申請にして、受注を登録しました。", filed
            )
        )
    elif filed:
        say(
            ngettext(
                "%(num)s件の申請にして、受付番号を送りました。", "%(num)s件の申請にして、受付番号を送りました。", filed
            )
        )


@room.post("/<uuid:workbook_id>/set-aside")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def set_aside(workbook: Workbook) -> AnyResponse:
    """保留にする, for a reason."""
    form = forms.SettingAside(request.form)
    if not form.validate():
        return draw(workbook, Tried(setting_aside=form), status=422)
    try:
        outcome.set_aside(actor(), workbook, form.why.data or "")
    except outcome.StateHasChanged:
        return too_late(workbook)
    say(_("保留にしました。"))
    return go(url_for("imports.index"))


@room.post("/<uuid:workbook_id>/taking-up")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def take_up(workbook: Workbook) -> AnyResponse:
    """Back from 保留 to where it stood."""
    try:
        outcome.take_up(actor(), workbook)
    except outcome.StateHasChanged:
        return too_late(workbook)
    say(_("保留を解きました。"))
    return go(url_for("imports.review", workbook_id=workbook.id))


@room.post("/<uuid:workbook_id>/reading")
@guard(Permission.IMPORT_RUN, load=queries.lock_workbook)
def read_again(workbook: Workbook) -> AnyResponse:
    """Try once more to read what could not be read, or has not been yet."""
    try:
        intake.read_again(actor(), workbook)
    except intake.ReadBefore:
        return too_late(workbook)
    say(_("もう一度読み取りました。"))
    return go(url_for("imports.review", workbook_id=workbook.id))


def too_late(workbook: Workbook) -> AnyResponse:
    """The workbook is not open any more: the page says how it stands."""
    say(_("このファイルは、いま「%(state)s」です。", state=str(words.STATES[workbook.state])), "warn")
    return go(url_for("imports.review", workbook_id=workbook.id))


def _now(workbook: Workbook) -> str:
    return fingerprint(queries.list_records(workbook.id))
