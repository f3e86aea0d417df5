"""What staff search organizations by, and what they decide about them (ORG-1, ORG-9, ORG-10)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, RadioField, SearchField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.asking import reason_field
from tbc.organizations.service.splitting import read_domain

STATES = {
    "ownerless": _l("管理者がいない"),
    "deleted": _l("削除の手続き中"),
    "merged": _l("統合済み"),
    "purged": _l("消去済み"),
}
GRANT, REFUSE = "grant", "refuse"


class OrganizationSearch(Form):
    """A name, a domain, or somebody's address; and a state."""

    q = SearchField(_l("名前・ドメイン・メールアドレス"), filters=[trimmed])
    state = SelectField(_l("状態"), choices=choices([("", _l("すべて")), *STATES.items()]), validate_choice=False)

    @property
    def wanted_state(self) -> str:
        """The state asked for; what makes no sense narrows nothing."""
        return self.state.data if self.state.data in STATES else ""


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What staff decide, and why."""

    decision = RadioField(
        _l("決定"),
        choices=choices([(GRANT, _l("認める")), (REFUSE, _l("認めない"))]),
        validators=[InputRequired(_l("認めるかどうかを選んでください。"))],
    )
    others_go = BooleanField(_l("いまの管理者(Owner)から権限を外す"))
    reason = reason_field(_l("決定の理由"), _l("決定の理由を入力してください。記録に残ります。"))


class DeskDeletionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why an organization without an owner is deleted."""

    reason = reason_field(_l("削除の理由"), _l("だれからどのような依頼があったかを入力してください。記録に残ります。"))


class SplitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A domain below which each sub-domain is an organization of its own."""

    domain = StringField(
        _l("分けるドメイン"), filters=[trimmed], validators=[DataRequired(_l("分けるドメインを入力してください。"))]
    )
    reason = reason_field(_l("理由"), _l("理由を入力してください。記録に残ります。"))

    def validate_domain(self, field: Any) -> None:
        if read_domain(field.data) is None:
            raise ValidationError(
                gettext("組織が使うドメインを入力してください（例: pref.example.jp）。co.jp などは分けられません。")
            )
