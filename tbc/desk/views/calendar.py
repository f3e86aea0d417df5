"""The days on which no business is done, as staff keep them (CON-1)."""

from __future__ import annotations

from datetime import date

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.calendar import queries, service
from tbc.calendar.forms import ClosingForm
from tbc.calendar.models import ClosedDay
from tbc.desk.queries.calendar import days_ahead, list_changes
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.formats import short_date
from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.policy import Actor, Permission


def find_day(who: Actor, day: str) -> ClosedDay | None:
    """The closed day whose date the address names."""
    try:
        return queries.find_closed(who, date.fromisoformat(day))
    except ValueError:
        return None


@room.get("/calendar")
@guard(Permission.CALENDAR_READ)
def calendar() -> Response:
    """The days ahead, the days closed, and who closed them."""
    return _calendar_page(ClosingForm(formdata=None))


@room.post("/calendar")
@guard(Permission.CALENDAR_EDIT)
def close_day() -> AnyResponse:
    """Close a day."""
    form = ClosingForm()
    if not form.validate():
        return _calendar_page(form, status=422)
    try:
        closed = service.close(actor(), form.closing, form.reason.data or "")
    except service.DayPassed:
        form.day.errors = [_("明日以降の日を入力してください。過ぎた日は変えられません。")]
    except service.AlreadyOff:
        form.day.errors = [_("この日は、もともと営業日ではありません。")]
    else:
        say(_("%(day)sを休業日にしました。", day=short_date(closed.day)))
        return go(url_for("desk.calendar"))
    return _calendar_page(form, status=422)


@room.post("/calendar/<day>/reopen")
@guard(Permission.CALENDAR_EDIT, load=find_day)
def reopen_day(closed: ClosedDay) -> AnyResponse:
    """Do business on it after all."""
    try:
        service.reopen(actor(), closed)
    except service.DayPassed:
        say(_("過ぎた日は変えられません。"), "warn")
    else:
        say(_("%(day)sを営業日に戻しました。", day=short_date(closed.day)))
    return go(url_for("desk.calendar"))


def _calendar_page(form: ClosingForm, status: int = 200) -> Response:
    closed = queries.list_closed(today())
    return page(
        "desk/calendar/index.html",
        status=status,
        form=form,
        today=today(),
        closed=closed,
        passed=queries.list_passed(today(), 10),
        ahead=days_ahead(today(), closed, language()),
        changes=list_changes(),
    )
