"""Words for transfers, as staff read them."""

from __future__ import annotations

from tbc.kit.phrases import lazy as _l

STATE_WORDS = {
    "waiting": _l("要確認"),
    "booked": _l("消込済み"),
    "refund": _l("返金"),
    "discarded": _l("対象外"),
}
