"""Merging two organizations: that the preview was read (ORG-8)."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired

from tbc.kit.phrases import lazy as _l


class MergeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Nothing is asked for but that what moves was looked at."""

    agreed = BooleanField(
        _l("移るものと、重なるものを確かめました"),
        validators=[DataRequired(_l("内容を確かめて、チェックを入れてください。"))],
    )
