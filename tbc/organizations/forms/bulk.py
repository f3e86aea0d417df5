"""Uploading a sheet of end users, and saying what becomes of those that are there already."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import Form, HiddenField, RadioField
from wtforms.validators import AnyOf

from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.organizations.service.bulk import WAYS

_NAMES = {
    "skip": _l("登録済みの内容を残す"),
    "update": _l("ファイルの内容に書き換える"),
    "add": _l("名前だけが同じ行は、別の契約者として登録する"),
}


class Upload(Form):
    """The file."""

    file = FileField(_l("契約者のファイル"))


class Saving(Form):
    """`token` stands for what the reader has seen."""

    token = HiddenField()
    way = RadioField(
        _l("登録済みの契約者と重なる行"),
        choices=choices([(way, _NAMES[way]) for way in WAYS]),
        default="skip",
        validators=[AnyOf(WAYS, message=_l("重なる行をどうするか選んでください。"))],
        validate_choice=False,
    )
