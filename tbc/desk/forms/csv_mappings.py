"""What staff say about a bank's CSV: its account, which columns say what, how days and amounts are written."""

from __future__ import annotations

from collections.abc import Mapping as Given
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from tbc.accounts.forms.fields import trimmed
from tbc.invoices.house import settings
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.payments.reading import Mapping
from tbc.payments.reading.guessing import first_row_of, head_of
from tbc.payments.reading.sheets import COLUMNS_AT_MOST
from tbc.payments.service.mapping import mapping_of

NEEDED = ("booked_on", "amount", "payer_name")
COLUMNS = (*NEEDED, "value_on", "text", "payer_code", "edi", "direction")
# A file that is not before the reader, and whose headings are not known, has no more columns than these to choose from.
_UNSEEN = 30
_NUMBER = _l("数字で入力してください。")


def _column(label: str) -> SelectField:
    return SelectField(label, coerce=int, validate_choice=False)


class MappingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A CSV of a bank's."""

    name = StringField(
        _l("形式の名前"), filters=[trimmed], validators=[DataRequired(_l("名前を入力してください。")), Length(max=60)]
    )
    bank_account = SelectField(_l("口座"), validate_choice=False)
    booked_on = _column(_l("入金日の列"))
    amount = _column(_l("入金額の列"))
    payer_name = _column(_l("振込名義の列"))
    value_on = _column(_l("起算日の列"))
    text = _column(_l("摘要の列"))
    payer_code = _column(_l("振込依頼人コードの列"))
    edi = _column(_l("EDI情報の列"))
    direction = _column(_l("入出金を区別する列"))
    incoming_words = StringField(_l("入金を表す語"), filters=[trimmed])
    first_row = IntegerField(
        _l("入金が始まる行"), validators=[InputRequired(_NUMBER), NumberRange(1, COLUMNS_AT_MOST, _NUMBER)]
    )
    last_rows = IntegerField(
        _l("末尾の合計などの行数"), validators=[InputRequired(_NUMBER), NumberRange(0, COLUMNS_AT_MOST, _NUMBER)]
    )
    encoding = SelectField(_l("文字コード"), validate_choice=False)
    dates = SelectField(_l("日付の書き方"), validate_choice=False)
    amounts = SelectField(_l("金額の書き方"), validate_choice=False)

    def show(self, name: str, account_key: str, columns: Given[str, Any]) -> None:
        """Fill in a mapping: `columns` are fields of `reading.Mapping`."""
        self.name.data, self.bank_account.data = name, account_key
        for one in COLUMNS:
            self[one].data = columns.get(one, 0)
        self.incoming_words.data = " ".join(columns.get("incoming_words", ()))
        self.first_row.data, self.last_rows.data = columns.get("first_row", 2), columns.get("last_rows", 0)
        for way in ("encoding", "dates", "amounts"):
            self[way].data = columns.get(way, "")

    def offer(self, rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> None:
        """Offer the columns, by the headings of `rows` or by those that are known, and the house's accounts."""
        named = head or head_of(rows, self.first_row.data or first_row_of(rows))
        width = max((len(cells) for cells in rows[:COLUMNS_AT_MOST]), default=len(named) or _UNSEEN)
        said = [
            _("%(number)s列目", number=at + 1) + (f" {named[at]}" if at < len(named) else "") for at in range(width)
        ]
        for one in COLUMNS:
            none = _("選んでください") if one in NEEDED else _("なし")
            self[one].choices = choices([("0", none), *((str(at), text) for at, text in enumerate(said, 1))])
        accounts = settings().bank_accounts
        self.bank_account.choices = choices((one.key, f"{one.bank} {one.branch} {one.number}") for one in accounts)
        self.encoding.choices = choices(
            [("", _("自動で判別する")), ("cp932", "Shift_JIS"), ("utf-8", "UTF-8"), ("utf-16", "UTF-16")]
        )
        self.dates.choices = choices([("", _("年月日の順(和暦も)")), ("mdy", _("月/日/年")), ("dmy", _("日/月/年"))])
        self.amounts.choices = choices([("", _("カンマ区切り(1,234)")), ("dots", _("ピリオド区切り(1.234)"))])

    def mapping(self) -> Mapping:
        """The mapping that was entered.

        Raises:
            MappingFaulty: it cannot be used.
        """
        given: dict[str, Any] = {name: self[name].data or 0 for name in COLUMNS}
        given |= {"first_row": self.first_row.data, "last_rows": self.last_rows.data}
        given |= {way: self[way].data or "" for way in ("encoding", "dates", "amounts")}
        given["incoming_words"] = (self.incoming_words.data or "").split()
        return mapping_of(given)

    def blame(self, name: str) -> None:
        """Say what is wrong about the field of that name."""
        if name == "name-taken":
            self.name.errors = [_("同じ名前の形式があります。別の名前にしてください。")]
        elif name == "account":
            self.bank_account.errors = [_("この形式の口座は、いまの設定にありません。")]
        elif name == "incoming_words":
            self.incoming_words.errors = [_("入出金を区別する列と、入金を表す語は、両方を入力してください。")]
        elif name in NEEDED:
            self[name].errors = [_("列を選んでください。")]
        else:
            self.form_errors.append(_("列の割り当てを確認してください。"))
