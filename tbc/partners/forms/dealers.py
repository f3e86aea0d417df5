"""What staff type about dealers, and what they search them by (PRT-4)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Form, HiddenField, RadioField, SearchField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tbc.accounts.forms.fields import trimmed
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading
from tbc.kit.text.companies import company_key
from tbc.organizations.forms.asking import plain_lines, reason_field
from tbc.organizations.queries.domains import list_by_domain
from tbc.partners.models import Dealer
from tbc.partners.queries.dealers import Wanted
from tbc.partners.words import TIER_NAMES

STATES = {"live": _l("開いている"), "closed": _l("閉じている")}
_LONG = Length(max=120, message=_l("120文字までにしてください。"))
_TIERS = [(str(tier), name) for tier, name in TIER_NAMES.items()]


class DealerSearch(Form):
    """A part of any name, a tier, a state."""

    q = SearchField(_l("会社名・フリガナ・別名・法人番号"), filters=[trimmed])
    tier = SelectField(_l("段階"), choices=choices([("", _l("すべて")), *_TIERS]), validate_choice=False)
    state = SelectField(_l("状態"), choices=choices([("", _l("すべて")), *STATES.items()]), validate_choice=False)

    def wanted(self) -> Wanted:
        """The filter; what makes no sense narrows nothing."""
        tier = int(self.tier.data) if self.tier.data in {value for value, _name in _TIERS} else None
        return Wanted((self.q.data or "")[:120], tier, self.state.data if self.state.data in STATES else "")


class DealerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A dealer's own data. `organization` is a domain of the partner's organization; `version` is what was shown."""

    name = StringField(
        _l("会社名"), filters=[trimmed], validators=[DataRequired(_l("会社名を入力してください。")), _LONG]
    )
    kana = StringField(
        _l("フリガナ"), filters=[trimmed], validators=[DataRequired(_l("フリガナを入力してください。")), _LONG]
    )
    tier = RadioField(
        _l("段階"), choices=choices(_TIERS), validators=[InputRequired(_l("段階を選んでください。"))], default="2"
    )
    corporate_number = StringField(_l("法人番号"), filters=[trimmed])
    organization = StringField(_l("パートナーの組織のドメイン"), filters=[trimmed])
    note = TextAreaField(
        _l("メモ"),
        filters=[plain_lines],
        render_kw={"rows": 4},
        validators=[Length(max=1000, message=_l("メモは1,000字以内で入力してください。"))],
    )
    version = HiddenField()

    def validate_name(self, field: Any) -> None:
        field.data = reading.one_line(field.data).value
        if not company_key(field.data):
            raise ValidationError(_("会社名として読める文字を入力してください。"))

    def validate_kana(self, field: Any) -> None:
        read = reading.kana(field.data)
        field.data = read.value
        if read.fault:
            raise ValidationError(_("フリガナはカナで入力してください。ひらがな、半角カナでもかまいません。"))

    def validate_corporate_number(self, field: Any) -> None:
        read = reading.corporate_number(field.data or "")
        field.data = read.value
        if read.fault:
            raise ValidationError(_("法人番号は13桁の数字です。通知書で確かめ、分からないときは空欄にしてください。"))

    def validate_organization(self, field: Any) -> None:
        if field.data and not list_by_domain(field.data.lower()):
            raise ValidationError(_("このドメインの組織はありません。組織の一覧で確かめてください。"))

    def details(self) -> dict[str, Any]:
        """What was typed, as the service takes it; of two organizations of the domain the partner's is meant."""
        found = list_by_domain(self.organization.data.lower()) if self.organization.data else ()
        organization = next((one for one in found if one.source == "partner"), found[0] if found else None)
        return {
            "name": self.name.data,
            "kana": self.kana.data,
            "tier": int(self.tier.data),
            "corporate_number": self.corporate_number.data,
            "note": self.note.data or "",
            "organization_id": organization.id if organization else None,
        }

    @classmethod
    def of(cls, dealer: Dealer, domain: str) -> DealerForm:
        """The form filled with a dealer."""
        names = ("name", "kana", "corporate_number", "note", "version")
        shown = {name: getattr(dealer, name) for name in names}
        return cls(data=shown | {"tier": str(dealer.tier), "organization": domain})


class NameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A synonym."""

    name = StringField(_l("別名"), filters=[trimmed], validators=[DataRequired(_l("別名を入力してください。")), _LONG])
    kana = StringField(_l("別名のフリガナ"), filters=[trimmed], validators=[_LONG])

    validate_name = DealerForm.validate_name

    def validate_kana(self, field: Any) -> None:
        if field.data:
            DealerForm.validate_kana(self, field)


class ClosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a dealer is closed."""

    reason = reason_field(_l("閉じる理由"), _l("閉じる理由を入力してください。記録に残ります。"))


class MergingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why two dealers are one."""

    reason = reason_field(_l("統合の理由"), _l("同じ会社だと確かめた方法を入力してください。記録に残ります。"))


class WordsForm(Form):
    """A part of a name, for finding another dealer."""

    q = SearchField(_l("会社名・フリガナ・別名"), filters=[trimmed])


class SheetUpload(Form):
    """The file."""

    file = FileField(_l("販売店・代理店のファイル"))
