"""What an administrator gives of a file that a product brings (CAT-1)."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tbc.accounts.forms.fields import single_line, trimmed
from tbc.catalog import labels
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

SHEETS = {"products": _l("製品"), "prices": _l("価格")}
_LONG = Length(max=200, message=_l("200文字までにしてください。"))


class FileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A file that is uploaded, or the address where it lies; one of them."""

    kind = RadioField(
        _l("ファイルの種類"),
        choices=choices(labels.FILE_KINDS.items()),
        default="manual",
        validators=[InputRequired(_l("ファイルの種類を選んでください。"))],
    )
    name_ja = StringField(
        _l("ファイルの名前"), filters=[single_line], validators=[DataRequired(_l("名前を入力してください。")), _LONG]
    )
    name_en = StringField(
        _l("ファイルの名前（英語）"),
        filters=[single_line],
        validators=[DataRequired(_l("英語の名前を入力してください。")), _LONG],
    )
    version = StringField(_l("バージョン"), filters=[single_line], validators=[_LONG])
    delivered_with = SelectMultipleField(
        _l("納品する申請区分"),
        choices=choices(labels.APPLICATION_KINDS.items()),
        default=["new", "additional", "renewal"],
        validators=[InputRequired(_l("一つ以上を選んでください。"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    file = FileField(_l("ファイル"))
    address = StringField(_l("アドレス（https）"), filters=[trimmed])
    sha256 = StringField("SHA-256", filters=[trimmed])

    def validate_address(self, field: Any) -> None:
        if not field.data and not self.has_file:
            raise ValidationError(_("ファイルを選ぶか、アドレスを入力してください。"))
        if field.data and self.has_file:
            raise ValidationError(_("ファイルかアドレスの、どちらか一つにしてください。"))
        if field.data and not re.fullmatch(r"https://[^\s/?#@:]+(:\d{1,5})?([/?#]\S*)?", field.data):
            raise ValidationError(_("https:// で始まるアドレスを入力してください。"))
        if len(field.data) > 1000:
            raise ValidationError(_("1,000文字までにしてください。"))

    def validate_sha256(self, field: Any) -> None:
        field.data = (field.data or "").lower()
        if field.data and not re.fullmatch("[0-9a-f]{64}", field.data):
            raise ValidationError(_("SHA-256は、0–9とa–fの64文字です。"))

    @property
    def has_file(self) -> bool:
        """Whether a file was sent."""
        return bool(self.file.data and getattr(self.file.data, "filename", ""))

    def details(self) -> dict[str, Any]:
        """What was given, as the service takes it."""
        plain = {name: self[name].data or "" for name in ("kind", "name_ja", "name_en", "version", "address", "sha256")}
        plain["delivered_with"] = self.delivered_with.data
        if self.has_file:
            plain |= {"body": self.file.data.read(), "file_name": self.file.data.filename[:200]}
        return plain


class SheetUpload(Form):
    """A sheet, and what stands in it."""

    kind = RadioField(_l("取り込むもの"), choices=choices(SHEETS.items()), default="products")
    file = FileField(_l("製品か価格のファイル"))
