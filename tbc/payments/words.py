"""Words for transfers, as staff read them."""

from __future__ import annotations

from flask_babel import gettext

from tbc.kit.phrases import lazy as _l

STATE_WORDS = {
    "waiting": _l("要確認"),
    "booked": _l("消込済み"),
    "refund": _l("返金"),
    "discarded": _l("対象外"),
}

UPLOAD_WORDS = {
    "unmapped": _l("列の割り当て待ち"),
    "checked": _l("確認待ち"),
    "taking": _l("取り込んでいます"),
}
FILE_WORDS = {
    "notice-a": _l("振込入金通知"),
    "notice-b": _l("振込入金通知"),
    "statement": _l("入出金取引明細"),
    "csv": _l("CSV"),
}


def keys() -> list[tuple[tuple[str, ...], str]]:
    """What the keys of the desk do."""
    return [
        (("j", "↓"), _("次の入金")),
        (("k", "↑"), _("前の入金")),
        (("1", "…", "9"), _("請求書を選ぶ、外す")),
        (("Shift+1", "…", "9"), _("一緒に消し込む入金を選ぶ、外す")),
        (("b",), _("選んだ請求書に消し込む")),
        (("r",), _("返金にする(理由を入力)")),
        (("d",), _("対象外にする(理由を入力)")),
        (("u",), _("処理を取り消す。確認待ちの画面では、直前に処理した入金を開く")),
        (("c",), _("理由の欄へ移る")),
        (("Ctrl+Enter",), _("理由を入力したあと、その処理をする")),
        (("/",), _("請求書を探す")),
        (("Esc",), _("入力欄から入金へ戻る")),
        (("?",), _("この一覧")),
    ]


def _(phrase: str) -> str:
    """The phrase in the reader's language, as text."""
    return str(gettext(phrase))
