"""To whom an application is shown."""

from __future__ import annotations

from wtforms import EmailField, Form
from wtforms.validators import InputRequired, Length

from tbc.kit.phrases import lazy as _l


class Sharing(Form):
    """A colleague is named by their login id: no list of the organization's people is shown to all of them."""

    email = EmailField(
        _l("共有する方のログインID（メールアドレス）"),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
        validators=[
            InputRequired(message=_l("共有する方のメールアドレスを入力してください。")),
            Length(max=254, message=_l("メールアドレスは254字以内で入力してください。")),
        ],
    )
