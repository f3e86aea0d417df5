"""What is owed on a day, by age, for closing a month; and how payments were cleared month by month (BIL-1, STF-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.desk.queries.months import count_by_month
from tbc.desk.views.room import room
from tbc.invoices import exporting
from tbc.invoices.forms.owing import NAMES, OwingSearch
from tbc.invoices.queries import owing
from tbc.invoices.rules import age_of
from tbc.invoices.words import AGE_CHOICES, AGES, STATES
from tbc.kit.charts import NARROW, NARROW_COLUMNS, Column, stacked
from tbc.kit.formats import yen
from tbc.kit.guard import guard
from tbc.kit.lists import ListAddress, exported
from tbc.kit.page import page, wants_part
from tbc.kit.places import day_place
from tbc.policy import Permission

_ADDRESS = ListAddress("desk.invoices", NAMES)


@room.get("/invoices")
@guard(Permission.DOCUMENT_LIST)
def invoices() -> Response:
    """The invoices that were open at the end of a day, the earliest due first; filters stand in the address."""
    form = OwingSearch(request.args)
    wanted = form.wanted()
    listed = owing.list_owing(wanted, after=day_place(request.args, "after"), before=day_place(request.args, "before"))
    sums = owing.sum_by_age(wanted)
    return page(
        "desk/invoices/index.html",
        part="desk/invoices/_list.html",
        form=form,
        wanted=wanted,
        listed=listed,
        total=owing.Sum(sum(one.count for one in sums.values()), sum(one.yen for one in sums.values())),
        bars=[_bar(name, one) for name, one in sums.items()],
        ages=AGES,
        age_of=age_of,
        states=STATES,
        tags=_ADDRESS.tags(_texts(wanted)),
        filters=_ADDRESS.asked(),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=owing.PAGE,
        months=None if wants_part() else _months(),
    )


@room.get("/invoices/export.<any(csv, xlsx):form>")
@guard(Permission.DOCUMENT_LIST)
def export_invoices(form: str) -> Response:
    """Everything that the filters find; CSV is sent while it is read."""
    wanted = OwingSearch(request.args).wanted()
    rows = exporting.owing_rows(owing.list_all_owing(wanted), wanted.on)
    return exported("open-invoices", form, exporting.owing_header(), rows)


def _bar(name: str, one: owing.Sum) -> dict[str, Any]:
    """What is owed of one age: its length is the amount."""
    count = ngettext("%(num)s件", "%(num)s件", one.count)
    href = url_for("desk.invoices", **{**_ADDRESS.asked(but="age"), "age": name}) if one.count else None
    return {
        "label": str(AGES[name]),
        "value": one.yen,
        "part": one.yen,
        "text": _("%(count)s、%(sum)s", count=count, sum=yen(one.yen)),
        "href": href,
    }


def _months() -> dict[str, Any]:
    """The drawings of how payments were cleared, and their numbers."""
    columns = [Column(f"{month:%y/%m}", counts) for month, counts in count_by_month().items()]
    return {
        "columns": columns,
        "wide": stacked(columns),
        "narrow": stacked(columns[-NARROW_COLUMNS:], NARROW),
        "total": sum(column.total for column in columns),
    }


def _texts(wanted: owing.Wanted) -> dict[str, str]:
    """What each active filter says; the day is always one, and is said above the list."""
    return {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "age": str(AGE_CHOICES.get(wanted.age, "")),
    }
