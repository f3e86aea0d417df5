"""What happened to an application: when, what, and who (APP-10), as its audit trail tells it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from tbc.applications.models import Application
from tbc.audit.queries import list_about

SHOWN = (
    "application-started", "application-copied", "application-correction-started", "application-filed",
    "application-superseded", "application-withdrawn",
)  # fmt: skip


def moments(application: Application) -> list[dict[str, Any]]:
    """The moments of the time line, newest first: title, at, who, text."""
    words = _words()
    return [
        {
            "title": words[event.act],
            "at": event.at,
            "who": event.actor_name,
            "text": event.details.get("reason") or None,
        }
        for event in reversed(list_about("application", application.id))
        if event.act in SHOWN
    ]


def _words() -> dict[str, str]:
    return {
        "application-started": _("下書きを始めました"),
        "application-copied": _("コピーして下書きを始めました"),
        "application-correction-started": _("訂正の下書きを始めました"),
        "application-filed": _("申請済み"),
        "application-superseded": _("差し替え済み"),
        "application-withdrawn": _("取り下げ"),
    }
