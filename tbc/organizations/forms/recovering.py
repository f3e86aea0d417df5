"""Claiming an organization without an owner, asking for one whose owner is gone, and objecting (ORG-9)."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired

from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.asking import reason_field


class ClaimForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """That one is entitled to it."""

    agreed = BooleanField(
        _l("会社を代表して、この組織の管理者(Owner)になります"),
        validators=[DataRequired(_l("会社を代表することを確かめて、チェックを入れてください。"))],
    )


class RecoveryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why the owner is thought to be gone."""

    reason = reason_field(_l("理由"), _l("理由を入力してください。管理者(Owner)と弊社担当が読みます。"))


class ObjectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why one objects."""

    reason = reason_field(_l("異議の理由"), _l("異議の理由を入力してください。弊社担当が読みます。"))
