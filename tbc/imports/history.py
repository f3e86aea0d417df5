"""What happened to a workbook: when, what, and who, as its audit trail tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Row

from tbc.audit.queries import list_about
from tbc.imports.mapping import is_line
from tbc.imports.words import title_of, value_name

CHANGES = {
    "workbook-corrected",
    "workbook-correction-taken-back",
    "workbook-line-added",
    "workbook-line-removed",
    "workbook-line-restored",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Who has changed a field last, when, and in which cell they found the value, if in one."""

    who: str
    at: datetime
    cell: str = ""


def list_events(workbook_id: UUID) -> Sequence[Row[Any]]:
    """Everything that happened to a workbook, oldest first."""
    return list_about("workbook", workbook_id)


def moments(events: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """For the time line, newest first: title, at, who, text."""
    words = {
        "workbook-taken-in": _("取り込みました"),
        "workbook-read-again": _("もう一度読み取りました"),
        "workbook-corrected": _("項目を直しました"),
        "workbook-correction-taken-back": _("読み取った値に戻しました"),
        "workbook-line-added": _("行を加えました"),
        "workbook-line-removed": _("行を外しました"),
        "workbook-line-restored": _("外した行を戻しました"),
        "workbook-warnings-accepted": _("注意を受け入れました"),
        "workbook-filed": _("承認して申請にしました"),
        "workbook-set-aside": _("保留にしました"),
        "workbook-taken-up": _("保留を解きました"),
    }
    return [
        {"title": words[event.act], "at": event.at, "who": event.actor_name, "text": _text(event.details)}
        for event in reversed(list(events))
        if event.act in words
    ]


def changes(events: Iterable[Row[Any]], position: int) -> dict[str, Change]:
    """The last change of each field of one record, by path."""
    return {
        event.details["field"]: Change(event.actor_name, event.at, event.details.get("cell", ""))
        for event in events
        if event.act in CHANGES and event.details.get("record") == position
    }


def numbers(events: Iterable[Row[Any]]) -> list[str]:
    """The reception numbers of a workbook that was filed, in the order of its records."""
    filed = [event.details.get("numbers") for event in events if event.act == "workbook-filed"]
    return list(filed[-1] or ()) if filed else []


def _text(details: dict[str, Any]) -> str | None:
    path = details.get("field")
    if path:
        title = title_of(path)
        if is_line(path) or "now" not in details:
            return title
        was, now = (value_name(path, details[name]) or "―" for name in ("was", "now"))
        return str(_("%(field)s: %(was)s → %(now)s", field=title, was=was, now=now))
    text: str | None = details.get("reason") or details.get("number_to")
    return text
