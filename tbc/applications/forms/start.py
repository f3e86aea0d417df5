"""The first question: what is applied for."""

from __future__ import annotations

from wtforms import Form, RadioField
from wtforms.validators import AnyOf

from tbc.applications.record import CONTRACT_CLASSES, KINDS
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l


class Start(Form):
    """申請区分 and 契約区分; both can still be changed on the first step."""

    kind = RadioField(
        _l("申請区分"),
        choices=choices(KINDS.items()),
        validators=[AnyOf(list(KINDS), message=_l("申請区分を選んでください。"))],
        validate_choice=False,
    )
    contract_class = RadioField(
        _l("契約区分"),
        choices=choices(CONTRACT_CLASSES.items()),
        default="corporate",
        validators=[AnyOf(list(CONTRACT_CLASSES), message=_l("契約区分を選んでください。"))],
        validate_choice=False,
    )
