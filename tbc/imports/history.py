"""What happened to a workbook: when, what, and who, as its audit trail tells it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tbc.audit.queries import list_about
from tbc.imports.words import title_of


def moments(workbook_id: UUID) -> list[dict[str, Any]]:
    """For the time line, newest first: title, at, who, text."""
    words = {
        "workbook-taken-in": _("取り込みました"),
        "workbook-read-again": _("もう一度読み取りました"),
        "workbook-corrected": _("項目を直しました"),
        "workbook-correction-taken-back": _("読み取った値に戻しました"),
        "workbook-warnings-accepted": _("理由を残して注意を受け入れました"),
        "workbook-filed": _("承認して申請にしました"),
        "workbook-set-aside": _("保留にしました"),
        "workbook-taken-up": _("保留を解きました"),
    }
    return [
        {"title": words[event.act], "at": event.at, "who": event.actor_name, "text": _text(event.details)}
        for event in reversed(list_about("workbook", workbook_id))
        if event.act in words
    ]


def _text(details: dict[str, Any]) -> str | None:
    if details.get("field"):
        return title_of(details["field"])
    text: str | None = details.get("reason") or details.get("number_to")
    return text
