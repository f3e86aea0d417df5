"""What staff type to begin a lesson, to take a definition in, and to try it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from wtforms import Form, RadioField, SelectField, StringField, ValidationError
from wtforms.fields import FileField
from wtforms.validators import DataRequired, Length

from tbc.imports import words
from tbc.imports.models import Workbook
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

LONGEST_NAME = 60


class NewLesson(Form):
    """A name, one of the retired forms, and the sheet to teach from."""

    name = StringField(
        _l("様式の名前"),
        [
            DataRequired(message=_l("様式の名前を入力してください。")),
            Length(max=LONGEST_NAME, message=_l("様式の名前は60字以内で入力してください。")),
        ],
        description=_l("発行元と書式名など、あとで見分けのつく名前。"),
    )
    form = SelectField(
        _l("元の様式"),
        choices=choices(words.FORMS.items()),
        description=_l("同じ内容を求めている申請書。必須の項目はこれで決まります。"),
    )
    sheet = RadioField(_l("シート"))

    @classmethod
    def on(cls, workbook: Workbook, sheets: Sequence[str], sent: Any = None) -> NewLesson:
        """The form for one workbook, named after its file at first."""
        form = cls(sent, data={"name": PurePath(workbook.file_name).stem[:LONGEST_NAME], "sheet": sheets[0]})
        form.sheet.choices = choices([(name, name) for name in sheets])
        return form

    def validate_name(self, field: StringField) -> None:
        """One line, without white space around it."""
        field.data = (field.data or "").strip()
        if not field.data or not field.data.isprintable():
            raise ValidationError(_l("様式の名前を入力してください。"))


class TakingIn(Form):
    """A definition as a file."""

    file = FileField(_l("定義のファイル（TOML）"))
