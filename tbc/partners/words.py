"""What tiers and the acts on dealers are called where staff read them."""

from __future__ import annotations

from typing import Any

from tbc.audit.models import AuditEvent
from tbc.kit.phrases import lazy as _l

TIER_NAMES: dict[int, Any] = {1: _l("一次店"), 2: _l("二次店"), 3: _l("三次店")}
FIELD_NAMES: dict[str, Any] = {
    "name": _l("会社名"),
    "kana": _l("フリガナ"),
    "tier": _l("段階"),
    "corporate_number": _l("法人番号"),
    "note": _l("メモ"),
    "organization_id": _l("パートナーの組織"),
}
ACTS: dict[str, Any] = {
    "dealer-made": _l("登録しました"),
    "dealer-changed": _l("内容を変えました"),
    "dealer-name-added": _l("別名を加えました"),
    "dealer-name-removed": _l("別名を外しました"),
    "dealer-upstream-added": _l("仕入先を加えました"),
    "dealer-upstream-removed": _l("仕入先を外しました"),
    "dealer-default-chosen": _l("標準の仕入先を変えました"),
    "dealer-closed": _l("閉じました"),
    "dealer-reopened": _l("再開しました"),
    "dealers-merged": _l("ほかの登録を統合しました"),
    "dealer-merged-away": _l("ほかの登録に統合されました"),
    "dealer-merge-undone": _l("統合を取り消しました"),
}


def about(event: AuditEvent) -> str:
    """What an event was about, beside its title: the other company, a file, the fields, the reason."""
    details = event.details
    comma = str(_l("、"))
    changed = comma.join(str(FIELD_NAMES[name]) for name in details.get("after", {}) if name in FIELD_NAMES)
    differing = comma.join(str(one[0]) for one in details.get("differences", ()))
    parts = [details.get("synonym"), details.get("upstream"), details.get("other"), changed, differing]
    return " / ".join(str(part) for part in (*parts, details.get("file"), details.get("reason")) if part)
