"""Why an application is withdrawn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form, TextAreaField
from wtforms.validators import Length


class Withdrawal(Form):
    """The reason is for the filer's own records."""

    reason = TextAreaField(
        _l("取り下げる理由"),
        render_kw={"rows": 3},
        validators=[Length(max=500, message=_l("理由は500字以内で入力してください。"))],
    )
