"""Statistics of imports: by day, by form, by problem, and how much came clean; of days that the reader chooses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from tbc.imports import codes, words
from tbc.imports.filters import Days
from tbc.imports.queries import statistics as queries
from tbc.imports.queries.statistics import Period
from tbc.imports.views.room import room
from tbc.kit.charts import NARROW, NARROW_COLUMNS, Column, stacked
from tbc.kit.clock import today
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.policy import Permission

USUAL_DAYS, MOST_DAYS = 30, 3 * 366


@room.get("/statistics")
@guard(Permission.IMPORT_READ)
def statistics() -> Response:
    """The figures of the last month, or of the days that the address names."""
    form = Days(request.args)
    period = _period(form)
    totals = queries.count_outcomes(period)
    columns = _columns(period)
    return page(
        "imports/statistics.html",
        form=form,
        period=period,
        totals=totals,
        columns=columns,
        wide=stacked(columns),
        narrow=stacked(columns[-NARROW_COLUMNS:], NARROW),
        is_cut=len(columns) > NARROW_COLUMNS,
        shares=_shares(totals),
        by_form=[_form_row(row.form, row.files, row.done, period) for row in queries.count_by_form(period)],
        by_code=[_code_row(row.code, row.files, row.left, period) for row in queries.count_by_code(period)],
    )


def _period(form: Days) -> Period:
    """What is asked for; ends that are the wrong way round are turned, and a long time is cut at its beginning."""
    since, until = form.ends()
    until = until or today()
    since = since or until - timedelta(days=USUAL_DAYS - 1)
    since, until = min(since, until), max(since, until)
    since = max(since, until - timedelta(days=MOST_DAYS))
    form.since.data, form.until.data = f"{since:%Y/%m/%d}", f"{until:%Y/%m/%d}"
    return Period(since, until)


def _columns(period: Period) -> list[Column]:
    counted = queries.count_by_day(period)
    return [Column(_label(step, period.unit), counted.get(step, (0, 0, 0))) for step in period.steps()]


def _label(step: date, unit: str) -> str:
    return f"{step:%Y/%m}" if unit == "month" else f"{step.month}/{step.day}"


def _shares(totals: dict[str, int]) -> list[dict[str, object]]:
    """What the workbooks came to, as bars with their share of all that were read or refused."""
    names = {
        "clean": _("問題なく読み取れた"),
        "corrected": _("項目を直した"),
        "problems": _("問題はあったが、項目は直していない"),
        "failed": _("読み取れなかった"),
    }
    whole = sum(totals[key] for key in names)
    return [
        {
            "label": name,
            "value": totals[key],
            "part": totals[key],
            "text": _("%(count)s件（%(share)s%%）", count=f"{totals[key]:,}", share=_share(totals[key], whole)),
            "href": None,
        }
        for key, name in names.items()
    ]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0.0"


def _form_row(form: str, files: int, done: int, period: Period) -> dict[str, object]:
    href = url_for("imports.index", form=form, **_days(period))
    text = _("%(done)s / %(files)s件", done=f"{done:,}", files=f"{files:,}")
    return {"label": words.form_name(form), "value": files, "part": done, "text": text, "href": href}


def _code_row(code: str, files: int, left: int, period: Period) -> dict[str, object]:
    href = url_for("imports.index", code=code, **_days(period)) if left else None
    text = _("%(left)s / %(files)s件", left=f"{left:,}", files=f"{files:,}")
    return {"label": codes.name_of(code), "value": files, "part": left, "text": text, "href": href}


def _days(period: Period) -> dict[str, Any]:
    return {"since": f"{period.since:%Y/%m/%d}", "until": f"{period.until:%Y/%m/%d}"}
