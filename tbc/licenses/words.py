"""What states of licenses and what happens to them are called on screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tbc.kit.phrases import lazy as _l
from tbc.licenses.models import LicenseChange
from tbc.licenses.queries.listing import ALL, CLOSED, CURRENT, ENDED

STATES = {CURRENT: _l("契約中"), ENDED: _l("期間終了"), CLOSED: _l("取消"), ALL: _l("すべて")}
ACTS = {
    "begun": _l("契約開始"),
    "enlarged": _l("追加"),
    "extended": _l("更新"),
    "taken-back": _l("受注取消により元に戻しました"),
    "closed": _l("受注取消により終了"),
    "imported": _l("以前の契約を取り込み"),
    "parties-changed": _l("連絡先の変更"),
    "claimed": _l("契約者による引き取り"),
    "moved": _l("会社アカウントへ移動"),
}


def state_of(state: str, ends_on: date, on: date) -> str:
    """The word of `STATES` for a license on the day `on`."""
    if state == "closed":
        return CLOSED
    return ENDED if ends_on < on else CURRENT


def moments_of(changes: Sequence[LicenseChange], *, hidden: bool, for_staff: bool) -> list[dict[str, Any]]:
    """Changes as entries of a time line. The ends are left out while the term is `hidden` (CON-1); who it was of us is
    told to staff alone."""
    return [
        {
            "title": str(ACTS[change.act]),
            "at": change.at,
            "who": change.by_name if for_staff else None,
            "code": change.order_number or None,
            "text": _text(change, hidden) or None,
        }
        for change in changes
    ]


def _text(change: LicenseChange, hidden: bool) -> str:
    if change.quantity_before not in {None, change.quantity}:
        return f"{change.quantity_before:,} → {change.quantity:,}"
    if change.ends_before not in {None, change.ends_on} and change.ends_before and not hidden:
        return f"{change.ends_before:%Y/%m/%d} → {change.ends_on:%Y/%m/%d}"
    return ""
