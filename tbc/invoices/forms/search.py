"""What the archive is narrowed to; it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

import re

from wtforms import Form, SearchField, SelectField, StringField

from tbc.invoices.queries.archive import Filter
from tbc.invoices.words import KINDS
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import day_in
from tbc.kit.text.reading import half

NAMES = ("q", "kind", "since", "until", "least", "most")
_MOST_DIGITS = 12


class DocumentSearch(Form):
    """The row above the list."""

    q = SearchField(_l("取引先、番号"))
    kind = SelectField(_l("種類"), choices=choices([("", _l("すべて")), *KINDS.items()]), validate_choice=False)
    since = StringField(_l("発行日（から）"))
    until = StringField(_l("発行日（まで）"))
    least = StringField(_l("金額（から）"))
    most = StringField(_l("金額（まで）"))

    def wanted(self) -> Filter:
        """The filter; what makes no sense narrows nothing and is said at its field."""
        return Filter(
            words=(self.q.data or "")[:100],
            kind=self.kind.data if self.kind.data in KINDS else "",
            since=day_in(self.since),
            until=day_in(self.until),
            least=_yen_in(self.least),
            most=_yen_in(self.most),
        )


def _yen_in(field: StringField) -> int | None:
    """The amount that was typed, in any width, with or without commas and 円; any other is said at its field."""
    plain = re.sub(r"[\s,¥円]", "", half(field.data or ""))
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]+", plain) or len(plain) > _MOST_DIGITS:
        field.errors = [_l("金額を数字で入力してください。例: 12,000")]
        return None
    return int(plain)
