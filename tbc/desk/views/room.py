"""The desk's blueprint, and its front page."""

from __future__ import annotations

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from tbc.desk.queries import figures as queries
from tbc.desk.queries.days import SOURCES, Counted, count_by_day
from tbc.desk.queries.figures import Scarce
from tbc.kit.charts import NARROW, NARROW_COLUMNS, Column, stacked
from tbc.kit.clock import now, today
from tbc.kit.guard import guard
from tbc.kit.language import language
from tbc.kit.page import page
from tbc.policy import Permission
from tbc.requests.words import KIND_WORDS

room = Blueprint("desk", __name__, url_prefix="/desk")


@room.get("")
@guard(Permission.DESK_ENTER)
def index() -> Response:
    """What waits, what came in, and what runs out (STF-1); the overdue first."""
    counted, scarce = count_by_day(), queries.list_scarce()
    filed = [sum(kinds.get(source, 0) for source in SOURCES) for kinds in counted.values()]
    return page(
        "desk/index.html",
        at=now(),
        day=today(),
        figures=queries.get_figures(),
        filed_today=filed[-1],
        filed_yesterday=filed[-2],
        applications=_chart(counted, SOURCES),
        orders=_chart(counted, ("orders",)),
        due=queries.list_first_due(),
        kinds=KIND_WORDS,
        scarce=scarce,
        bars=[_bar(one) for one in scarce[: queries.SCARCE]],
    )


def _chart(counted: Counted, series: tuple[str, ...]) -> dict[str, object]:
    """The drawings of some series, their numbers, and what they come to."""
    columns = [
        Column(f"{day.month}/{day.day}", tuple(kinds.get(name, 0) for name in series)) for day, kinds in counted.items()
    ]
    return {
        "columns": columns,
        "wide": stacked(columns),
        "narrow": stacked(columns[-NARROW_COLUMNS:], NARROW),
        "total": sum(column.total for column in columns),
    }


def _bar(one: Scarce) -> dict[str, object]:
    """A row of the stock that runs out: dark what is left, light what is wanted."""
    if one.free < one.needed:
        text = _("残り%(free)s / 出荷待ちに%(needed)s", free=f"{one.free:,}", needed=f"{one.needed:,}")
    else:
        text = _("残り%(free)s / 30日で%(used)s", free=f"{one.free:,}", used=f"{one.used:,}")
    href = url_for("desk.stock_of", code=one.code)
    return {"label": one.name_in(language()), "value": one.wanted, "part": one.free, "text": text, "href": href}
