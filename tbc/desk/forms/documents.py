"""What staff enter to cancel or correct a document: why, and what stands on it instead (BIL-3)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FieldList, HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from tbc.accounts.forms.fields import trimmed
from tbc.invoices.models import Document
from tbc.invoices.rules import Line
from tbc.invoices.service.issuing import Addressee
from tbc.kit.entries.party import hyphenated
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading

LONGEST = 200
_TOO_LONG = _l("200文字までにしてください。")


def _text(label: Any, missing: Any = None) -> StringField:
    checks: list[Any] = [DataRequired(missing)] if missing else []
    return StringField(
        label, filters=[trimmed, _one_line], validators=[*checks, Length(max=LONGEST, message=_TOO_LONG)]
    )


def _one_line(typed: str | None) -> str:
    return reading.one_line(typed or "").value


class ReasonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a document is cancelled. `seen` is the version of its invoice on the page."""

    seen = HiddenField()
    reason = _text(_l("理由"), _l("理由を入力してください。書類に印刷されます。"))

    @property
    def version(self) -> int:
        """What was seen; -1, which none has, if that makes no sense."""
        sent = self.seen.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


class CorrectionForm(ReasonForm):
    """Whom it is made out to, and what its lines are called."""

    company = _text(_l("会社名"))
    department = _text(_l("部署"))
    person = _text(_l("担当者氏名"))
    postal_code = _text(_l("郵便番号"))
    address = _text(_l("住所"))
    names = FieldList(_text(_l("品名"), _l("品名を入力してください。")))

    def validate_postal_code(self, field: Any) -> None:
        read = reading.postal_code(field.data or "")
        if read.fault:
            raise ValidationError(_l("郵便番号は7桁の数字で入力してください。"))
        field.data = hyphenated(read.value)

    def validate_company(self, field: Any) -> None:
        if not (field.data or self.person.data):
            raise ValidationError(_l("会社名か担当者氏名を入力してください。"))

    @classmethod
    def of(cls, document: Document) -> CorrectionForm:
        """The form filled with what stands on the document."""
        code = hyphenated(str(document.addressee["postal_code"]))
        names = [line["name"] for line in document.lines]
        return cls(formdata=None, data={**document.addressee, "postal_code": code, "names": names})

    def fits(self, document: Document) -> bool:
        """Whether it has a name for each line; then whether anything differs, else both are said."""
        if len(self.names) != len(document.lines):
            self.form_errors.append(str(_l("明細の数が書類と違います。ページを開き直してください。")))
        elif self.addressee() == _addressee(document) and self.lines(document) == _lines(document):
            self.form_errors.append(str(_l("変えたところがありません。宛名か品名を直してください。")))
        return not self.form_errors

    def addressee(self) -> Addressee:
        """Whom the correction is made out to."""
        typed = {field.name: self[field.name].data or "" for field in fields(Addressee)}
        return Addressee(**{**typed, "postal_code": reading.postal_code(typed["postal_code"]).value})

    def lines(self, document: Document) -> list[Line]:
        """The lines with their new names; quantities and amounts stay."""
        names = [entry.data or "" for entry in self.names]
        return [Line(**{**line, "name": name}) for line, name in zip(document.lines, names, strict=True)]

    def changes(self, document: Document) -> list[tuple[str, str, str]]:
        """What differs: (label, on the document, in the correction)."""
        was, now = asdict(_addressee(document)), asdict(self.addressee())
        found = [(str(self[name].label.text), was[name], now[name]) for name in was if was[name] != now[name]]
        for at, (old, new) in enumerate(zip(_lines(document), self.lines(document), strict=True), 1):
            if old != new:
                found.append((str(_l("品名 %(position)s", position=at)), old.name, new.name))
        return found


def _addressee(document: Document) -> Addressee:
    return Addressee(**document.addressee)


def _lines(document: Document) -> list[Line]:
    return [Line(**line) for line in document.lines]
