"""How dates, money, numbers and sentences look on screen and on paper (DESIGN §3), in Tokyo time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from babel.dates import format_date
from flask import Flask
from jinja2 import pass_eval_context
from jinja2.filters import do_join
from jinja2.nodes import EvalContext

from tbc.kit.clock import in_tokyo
from tbc.kit.language import language

TRUE_MINUS = "−"


def init_app(app: Flask) -> None:
    """Give templates these forms as filters."""
    app.jinja_env.filters.update(filters())


def filters() -> dict[str, Callable[..., str]]:
    """The forms by their names in templates, for letters too, which are written without Flask."""
    return {
        "date": short_date,
        "longdate": long_date,
        "time": clock_time,
        "datetime": date_and_time,
        "yen": yen,
        "number": number,
        "sentences": sentences,
    }


def short_date(value: date | datetime | None) -> str:
    """2026/11/20, for tables and fields."""
    return _day(value).strftime("%Y/%m/%d") if value else ""


def long_date(value: date | datetime | None) -> str:
    """2026年11月20日 or 20 November 2026, for prose and paper."""
    if value is None:
        return ""
    day = _day(value)
    if language() == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return str(format_date(day, "d MMMM yyyy", locale="en"))


def clock_time(value: datetime | None) -> str:
    """14:43."""
    return in_tokyo(value).strftime("%H:%M") if value else ""


def date_and_time(value: datetime | None) -> str:
    """2026/11/20 14:43."""
    return in_tokyo(value).strftime("%Y/%m/%d %H:%M") if value else ""


def number(value: int | None) -> str:
    """1,200, with a true minus."""
    if value is None:
        return ""
    return f"{value:,}".replace("-", TRUE_MINUS)


def yen(value: int | None) -> str:
    """328,900円 or ¥328,900."""
    if value is None:
        return ""
    if language() == "ja":
        return f"{number(value)}円"
    return f"{TRUE_MINUS if value < 0 else ''}¥{abs(value):,}"


@pass_eval_context
def sentences(context: EvalContext, parts: Iterable[object]) -> str:
    """Sentences in one paragraph: Japanese writes them close together, English with a space between."""
    joined: str = do_join(context, parts, "" if language() == "ja" else " ")
    return joined


def _day(value: date | datetime) -> date:
    return in_tokyo(value).date() if isinstance(value, datetime) else value
