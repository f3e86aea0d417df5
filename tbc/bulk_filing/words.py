"""What has become of a bulk filing and of each application in it, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.kit.phrases import lazy as _l

STATES = {
    "checked": _l("確認待ち"),
    "filing": _l("申請しています"),
    "cancelled": _l("中止"),
    "done": _l("完了"),
    "refused": _l("何も申請していない"),
}
STATE_MARKS = {"checked": "", "filing": "act", "cancelled": "warn", "done": "ok", "refused": "error"}
OUTCOMES = {
    "waiting": _l("順番待ち"),
    "filed": _l("申請済み"),
    "drafted": _l("下書き"),
    "faulty": _l("直すところがある"),
    "double": _l("同じ内容がある"),
    "left": _l("申請していない"),
}
OUTCOME_MARKS = {"waiting": "", "filed": "ok", "drafted": "act", "faulty": "error", "double": "warn", "left": "warn"}
# Before it is filed, the same outcomes say what will become of it.
FORESEEN = {**OUTCOMES, "waiting": _l("申請できる")}
FORESEEN_MARKS = {**OUTCOME_MARKS, "waiting": "ok"}
WAYS = {"all": _l("すべて正しいときだけ申請する"), "good": _l("正しい行だけ申請する")}
_LEFT: dict[str, Any] = {
    "others": _l("ほかの行に直すところがあったため、申請していません。"),
    "account": _l("会社アカウントが使えなくなったため、申請していません。"),
    "person": _l("申請した方のアカウントが使えなくなったため、申請していません。"),
    "consent": _l("契約者の同意が必要になったため、申請していません。もう一度アップロードしてください。"),
    "fault": _l("申請できませんでした。もう一度アップロードしてください。"),
}


def why_left(reason: str) -> str:
    """Why an application was not filed although its row is right."""
    return str(_LEFT[reason])


def rest(seconds: float | None) -> str:
    """How long the rest takes, as a person says it."""
    if seconds is None:
        return ""
    if seconds < 60:
        return str(_("あと1分以内"))
    minutes = round(seconds / 60)
    return str(ngettext("あと約%(num)s分", "あと約%(num)s分", minutes))
