"""What is said of a number that is refused, and of a detail that cannot be taken (ORD-1): what to do, in a sentence."""

from __future__ import annotations

from typing import Any

from tbc.applications import numbers
from tbc.kit.phrases import lazy as _l
from tbc.orders.rules import NumberRefused

_REFUSALS: dict[str, Any] = {
    "wrong-length": _l("受付番号は24文字です。入力されたのは%(length)s文字です。注文書の番号を確認してください。"),
    "wrong-character": _l(
        "「%(character)s」は受付番号に使わない文字です。%(group)s番目の4文字の%(place)s文字目を確認してください。"
    ),
    "mistyped": _l("受付番号に誤りがあります。注文書の番号と見比べてください。"),
    "unknown": _l("この受付番号の申請はありません。注文書の番号を、申請した方に確認してください。"),
    "used": _l("この受付番号は、受注%(other)sで使われています。申請した方に、新しい番号を取るよう伝えてください。"),
    "superseded": _l("この申請は訂正されています。新しい受付番号 %(other)s を使ってください。"),
    "withdrawn": _l("この申請は取り下げられています。申請した方に確認してください。"),
    "expired": _l("この受付番号は有効期限を過ぎています。申請した方に、新しい番号を取るよう伝えてください。"),
    "incomplete": _l("この申請には、製品、数量、年数のそろわない行があります。申請し直すよう伝えてください。"),
}
_LIKELY = {
    "wrong-length": _l(
        "受付番号は24文字です。入力されたのは%(length)s文字です。%(group)s番目の4文字のあたりを確認してください。"
    ),
    "mistyped": _l("受付番号に誤りがあります。%(group)s番目の4文字の%(place)s文字目を確認してください。"),
}
DETAILS: dict[str, Any] = {
    "customer_po": _l("得意先PO#は60文字までにしてください。"),
    "reseller_reference": _l("販売店管理番号は8桁の数字です。分からないときは空欄にしてください。"),
    "dealer_note": _l("通信欄は200文字までにしてください。"),
    "differences": _l("注文書との違いは1,000文字までにしてください。"),
    "delivery_email": _l("納品先メールアドレスを、1件だけ入力してください。"),
}


def sentence(refused: NumberRefused) -> str:
    """Why the number is refused and what to do, in the reader's language; it never tells a number nobody asked for."""
    known = _LIKELY.get(refused.reason) if refused.place else None
    other = " ".join(numbers.groups(refused.other)) if refused.reason == "superseded" else refused.other
    values = {
        "length": refused.length,
        "character": refused.character,
        "group": refused.group,
        "place": refused.place_in_group,
        "other": other,
    }
    return str((known or _REFUSALS[refused.reason]) % values)
