"""Why an application is withdrawn."""

from __future__ import annotations

from wtforms import Form, TextAreaField
from wtforms.validators import Length

from tbc.kit.phrases import lazy as _l


class Withdrawal(Form):
    """The reason is for the filer's own records."""

    reason = TextAreaField(
        _l("取り下げる理由"),
        render_kw={"rows": 3},
        validators=[Length(max=500, message=_l("理由は500字以内で入力してください。"))],
    )
