"""What staff type about deliveries and the stock: searches, codes, what is shipped, where mails go again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, Form, RadioField, SearchField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tbc.accounts.forms.fields import trimmed
from tbc.deliveries.rules import TRACKING_AT_MOST
from tbc.deliveries.stock_sheet import Row, rows_of_file, rows_of_text
from tbc.desk.queries.deliveries import FATES, Wanted
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

FATE_WORDS = {"waiting": _l("送信待ち"), "arrived": _l("送信済み"), "trouble": _l("不達・失敗")}
SAME, OTHER = "same", "other"
LONGEST_TEXT = 1_000_000


class DeliverySearch(Form):
    """Words of the order, a number or an address; and what became of the mails."""

    q = SearchField(_l("納品番号・受注番号・会社名・アドレス"), filters=[trimmed])
    fate = SelectField(
        _l("納品のメール"), choices=choices([("", _l("すべて")), *FATE_WORDS.items()]), validate_choice=False
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for; a fate that there is not narrows nothing."""
        self.fate.data = self.fate.data if self.fate.data in FATES else ""
        return Wanted((self.q.data or "")[:200], self.fate.data)


class StockForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Codes for the stock: pasted, or a sheet; the product for lines that name none."""

    product = SelectField(_l("製品"), validate_choice=False)
    pasted = TextAreaField(
        _l("コードを貼り付ける"),
        validators=[Length(max=LONGEST_TEXT, message=_l("長すぎます。ファイルで取り込むか、分けてください。"))],
    )
    file = FileField(_l("ファイル"))

    def rows(self, file_name: str, data: bytes) -> list[Row]:
        """What was brought: the file if there is one, else the pasted lines.

        Raises:
            SheetsRefused: the file cannot be read.
        """
        chosen = self.product.data or ""
        return rows_of_file(data, file_name, chosen) if data else rows_of_text(self.pasted.data or "", chosen)


class ShipForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How what is not delivered electronically was sent; lines and codes stand beside it, by position."""

    tracking = StringField(
        _l("送り状の番号"),
        filters=[trimmed],
        validators=[
            Length(max=TRACKING_AT_MOST, message=_l("%(most)s文字までで入力してください。", most=TRACKING_AT_MOST))
        ],
    )


class ResendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where the mails of a delivery go again."""

    where = RadioField(
        _l("送り先"),
        choices=choices([(SAME, _l("最後に送ったアドレス")), (OTHER, _l("別のアドレス"))]),
        default=SAME,
        validate_choice=False,
    )
    email = StringField(_l("別のアドレス"), filters=[trimmed])
    lasting = BooleanField(_l("これからの再発行も、このアドレスに送る"))


def chosen_positions(sent: Mapping[str, str], positions: Sequence[int]) -> list[int]:
    """The lines that were ticked, of those that are left."""
    return [position for position in positions if sent.get(f"line-{position}")]


def typed_codes(sent: Mapping[str, str], positions: Sequence[int]) -> dict[int, list[str]]:
    """The codes that were typed for each line, one per line of text; a line without any takes them from the stock."""
    typed = {position: sent.get(f"codes-{position}", "")[:LONGEST_TEXT].split() for position in positions}
    return {position: codes for position, codes in typed.items() if codes}
