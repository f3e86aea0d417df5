"""The search for products on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Form, SearchField, SelectField

from tbc.catalog import labels
from tbc.desk.queries.catalog import Wanted
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

STATES = {"offered": _l("取扱中"), "coming": _l("取扱開始前"), "ended": _l("取扱終了")}


def _filter(label: Any, words: Mapping[str, Any]) -> SelectField:
    return SelectField(label, choices=choices([("", _l("すべて")), *words.items()]), validate_choice=False)


class CatalogSearch(Form):
    """Words and filters. It only reads and is sent by GET, so it needs no token."""

    q = SearchField(_l("製品名または製品コード"))
    kind = _filter(_l("製品の種類"), labels.KINDS)
    channel = _filter(_l("申請の方法"), labels.CHANNELS)
    application_kind = _filter(_l("申請区分"), labels.APPLICATION_KINDS)
    state = _filter(_l("取扱い"), STATES)

    def wanted(self) -> Wanted:
        """What is looked for; a filter that does not exist filters nothing."""
        words = {
            "kind": labels.KINDS,
            "channel": labels.CHANNELS,
            "application_kind": labels.APPLICATION_KINDS,
            "state": STATES,
        }
        asked = {name: self[name].data for name, known in words.items() if self[name].data in known}
        return Wanted(q=(self.q.data or "").strip()[:100], **asked)
