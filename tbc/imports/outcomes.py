"""What has become of batches, of rounds of approval and of each file in them, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.imports.archives import MOST_FILES
from tbc.kit.phrases import lazy as _l

BATCHES = {"reading": _l("読み取り中"), "cancelled": _l("中止"), "done": _l("完了")}
MARKS = {"reading": "act", "filing": "act", "cancelled": "warn", "done": "ok"}
FILES = {
    "waiting": _l("読み取り待ち"),
    "read": _l("取り込み済み"),
    "known": _l("前に取り込み済み"),
    "failed": _l("読み取れません"),
    "refused": _l("取り込まない"),
}
FILE_MARKS = {"waiting": "", "read": "ok", "known": "", "failed": "error", "refused": "warn"}
ROUNDS = {"filing": _l("申請にしています"), "cancelled": _l("中止"), "done": _l("完了")}
ROUND_FILES = {"waiting": _l("順番待ち"), "filed": _l("申請済み"), "refused": _l("そのまま残した")}
ROUND_FILE_MARKS = {"waiting": "", "filed": "ok", "refused": "warn"}
RECIPIENTS = {
    "one": _l("1つのアドレスへまとめて送る"),
    "reseller": _l("それぞれの販売店のアドレスへ送る"),
    "end_user": _l("それぞれの契約者のアドレスへ送る"),
}
_NOT_FILED: dict[str, Any] = {
    "filed": _l("先に申請になっています。"),
    "state": _l("ほかの方が保留にしたなどのため、確認待ちではなくなっています。"),
    "errors": _l("エラーが見つかりました。確認画面で直してください。"),
    "warnings": _l("注意が見つかりました。確認画面で確かめてください。"),
    "no_address": _l("番号を送るアドレスがシートにありません。確認画面で入力して承認してください。"),
    "fault": _l("申請にできませんでした。確認画面で、もう一度承認してください。"),
}
_REASONS: dict[str, Any] = {
    "kind": _l("Excelのファイルではありません（xlsx、xlsm、xls、odsだけを読み取ります）。"),
    "nested": _l("ZIPなどの中にある圧縮ファイルは開きません。取り出して、別に取り込んでください。"),
    "locked": _l("ZIPにパスワードがかかっています。パスワードなしで作り直してください。"),
    "too_large": _l("1つのファイルは50MBまでです。"),
    "bomb": _l("展開すると極端に大きくなるため、開きません。"),
    "method": _l("この圧縮方式は読み取れません。Windowsの標準のZIPで作り直してください。"),
    "damaged": _l("ZIPの中で壊れています。送った方に、もう一度送ってもらってください。"),
    "missing": _l("ファイルを開けませんでした。"),
    "fault": _l("取り込む途中で問題が起きました。このファイルだけを、もう一度取り込んでください。"),
}
_ARCHIVES: dict[str, Any] = {
    "unreadable": _l("ZIPを開けません。壊れていないか確かめて、もう一度選んでください。"),
    "empty": _l("取り込むファイルが入っていません。Excelファイルが入ったZIPを選んでください。"),
    "too_large": _l("展開すると1GBを超えるZIPは取り込めません。分けて取り込んでください。"),
}


def reason(code: str) -> str:
    """Why a file was not taken in."""
    return str(_REASONS[code])


def why_not_filed(code: str) -> str:
    """Why a workbook of a round was left as it was, and what to do."""
    return str(_NOT_FILED[code])


def why_no_archive(code: str) -> str:
    """Why a ZIP as a whole is not taken, and what to do."""
    if code == "too_many":
        return str(_("ZIPの中のファイルは%(most)s件までです。分けて取り込んでください。", most=f"{MOST_FILES:,}"))
    return str(_ARCHIVES[code])


def rest(seconds: float | None) -> str:
    """About how long something still takes; empty where it cannot be told."""
    if seconds is None:
        return ""
    if seconds < 60:
        return str(_("あと1分以内"))
    minutes = round(seconds / 60)
    if minutes < 60:
        return str(ngettext("あと約%(num)s分", "あと約%(num)s分", minutes))
    return str(_("あと約%(hours)s時間%(minutes)s分", hours=minutes // 60, minutes=minutes % 60))
