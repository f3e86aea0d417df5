"""The file of a sheet of orders."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import Form

from tbc.kit.phrases import lazy as _l


class OrderSheet(Form):
    """The file."""

    file = FileField(_l("受注のファイル"))
