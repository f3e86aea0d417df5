"""What staff search people by, and why they do something about an account."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import Form, SearchField, SelectField

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.asking import reason_field

KINDS = {"customer": _l("一般利用者"), "renewal-only": _l("更新専用アカウント"), "staff": _l("弊社担当")}
STAFF_ROLES = {"operator": _l("オペレーター"), "administrator": _l("システム管理者"), "auditor": _l("監査担当")}


class UserSearch(Form):
    """A name, a company or an address; and the kind of account."""

    q = SearchField(_l("氏名・会社名・メールアドレス"), filters=[trimmed])
    kind = SelectField(
        _l("アカウントの種類"), choices=choices([("", _l("すべて")), *KINDS.items()]), validate_choice=False
    )

    @property
    def wanted_kind(self) -> str:
        """The kind asked for; what makes no sense narrows nothing."""
        return self.kind.data if self.kind.data in KINDS else ""


class DisablingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why an account is shut."""

    reason = reason_field(_l("停止の理由"), _l("停止の理由を入力してください。記録に残ります。"))


class FactorResetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why somebody's second factors go."""

    reset_reason = reason_field(
        _l("リセットの理由"),
        _l("だれからどのような依頼があり、どのように本人と確かめたかを入力してください。記録に残ります。"),
    )


class UnlinkingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why an account is parted from a partner portal."""

    unlink_reason = reason_field(
        _l("解除の理由"),
        _l("だれからどのような依頼があり、どのように本人と確かめたかを入力してください。記録に残ります。"),
    )
