"""What the acts on products are called where staff read of them."""

from __future__ import annotations

from typing import Any

from tbc.audit.models import AuditEvent
from tbc.catalog.importing import TITLES
from tbc.kit.phrases import lazy as _l

ACTS: dict[str, Any] = {
    "product-added": _l("登録しました"),
    "product-changed": _l("内容を変えました"),
    "product-price-added": _l("価格を加えました"),
    "product-price-ended": _l("価格の適用終了日を決めました"),
    "product-price-taken-back": _l("価格を取り消しました"),
    "product-prices-changed": _l("価格をまとめて取り込みました"),
    "product-file-added": _l("ファイルを加えました"),
    "product-file-moved": _l("ファイルの順を変えました"),
    "stock-brought": _l("コードの在庫を加えました"),
    "product-file-removed": _l("ファイルを外しました"),
}


def about(event: AuditEvent) -> str:
    """What an event was about, beside its title: what changed from what to what, the price, the file."""
    details = event.details
    parts = [f"{TITLES.get(key, key)}: {old or '―'} → {new or '―'}" for key, old, new in details.get("differences", ())]
    if "unit_price" in details:
        parts.append(f"{details['unit_price']:,} / {details['valid_from']} – {details['valid_until']}")
    if details.get("file"):
        parts.append(" ".join(filter(None, (details["file"], details.get("version")))))
    return str(_l("、")).join(parts)
