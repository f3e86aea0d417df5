"""What is said of orders: their states, where they come from, what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tbc.kit.phrases import lazy as _l

# `open` is what waits for shipping, `late` what has waited too long, `asked` what waits for the second person.
STATES = {
    "open": _l("未出荷"),
    "late": _l("出荷の遅れ"),
    "asked": _l("取消の確認待ち"),
    "shipped": _l("納品済み"),
    "cancelled": _l("受注取消"),
}
SOURCES = {
    "staff": _l("画面"),
    "batch": _l("ファイル"),
    "api": _l("API"),
    "import": _l("Excel取り込み"),
    "renewal": _l("契約更新"),
}
ACTS = {
    "order-entered": _l("受注を登録しました"),
    "order-delivery-email-corrected": _l("納品先メールアドレスを直しました"),
    "order-cancel-asked": _l("取消を依頼しました"),
    "order-cancel-taken-back": _l("取消の依頼を取り下げました"),
    "order-cancelled": _l("受注を取り消しました"),
    "order-renewed": _l("入金を確認し、契約期間を延長しました"),
    "order-renewal-undone": _l("入金の消込を取り消し、契約期間を戻しました"),
    "delivery-shipped": _l("出荷しました"),
}
# What a renewal by invoice is in each state: nobody ships it.
RENEWAL_STATES = {"entered": _l("お支払い待ち"), "shipped": _l("更新済み"), "cancelled": _l("取り消し")}
# How the state of an order is drawn: as that of its application.
DRAWN = {"entered": "ordered", "shipped": "shipped", "cancelled": "cancelled"}
_CORRECTED = _l("%(before)s から %(after)s へ")


def about(act: str, details: Mapping[str, Any]) -> str:
    """What is told of an act beside its name."""
    if act == "order-delivery-email-corrected":
        return str(_CORRECTED % details)
    if act == "order-entered":
        return "" if details.get("source") == "staff" else str(SOURCES.get(details.get("source", ""), ""))
    if act == "delivery-shipped":
        return str(details["number"])
    return str(details.get("reason") or "")
