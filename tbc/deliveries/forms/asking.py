"""The public forms of the delivery site: the re-send request and the inquiry (DLV-5, DLV-6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, FormField, RadioField

from tbc.deliveries.numbers import read_number
from tbc.deliveries.service.requesting import CHANGE, GENERAL, Typed
from tbc.kit.choices import choices
from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.controls import form_of
from tbc.kit.entries.field import Field
from tbc.kit.phrases import lazy as _l
from tbc.kit.postal import PREFECTURES
from tbc.kit.text import reading
from tbc.organizations.forms.faults import put
from tbc.requests.forms import REQUESTER, Requester

TOPICS = {
    GENERAL: _l("納品についてのお問い合わせ"),
    CHANGE: _l("納品先メールアドレスの変更"),
}

_COMPANY = Field("contract_company", _l("ご契約法人名（正式名称）"), required=True)
_PERSON = Field("contract_person", _l("契約窓口の担当者氏名"), reading.person, required=True)
_NOTE = Field("note", _l("補足"), reading.many_lines, control="lines", longest=1000)
RESEND = (
    Field("number", _l("納品の番号"), reading.purchase_order, required=True, longest=60),
    _COMPANY,
    Field("new_email", _l("別のアドレスへの再送を希望するとき"), reading.email, control="email", longest=254),
    _NOTE,
)
OF_TOPIC = {
    GENERAL: (
        Field(
            "code",
            _l("ライセンスIDまたはアクティベーションコード"),
            reading.code,
            required=True,
            control="code",
            longest=60,
        ),
        Field("text", _l("お問い合わせの内容"), reading.many_lines, required=True, control="lines", longest=1000),
    ),
    CHANGE: (
        Field("number", _l("ORDまたはSHPの番号"), reading.purchase_order, required=True, longest=60),
        Field("old_email", _l("今の納品先メールアドレス"), reading.email, required=True, control="email", longest=254),
        Field(
            "new_email", _l("新しい納品先メールアドレス"), reading.email, required=True, control="email", longest=254
        ),
        _NOTE,
    ),
}
_ALL_TOPICS = (_COMPANY, _PERSON, *OF_TOPIC[GENERAL], *OF_TOPIC[CHANGE])

ResendForm = form_of("ResendForm", RESEND, requester=FormField(Requester))
InquiryForm = form_of(
    "InquiryForm",
    _ALL_TOPICS,
    requester=FormField(Requester),
    topic=RadioField(_l("ご用件"), choices=choices(TOPICS.items()), default=GENERAL, validate_choice=False),
)


def read_resend(form: Form) -> Typed | None:
    """The re-send request; None when something is wrong, which then stands at its field."""
    return _read(form, "resend", RESEND)


def read_inquiry(form: Form) -> Typed | None:
    """The inquiry by its topic; None when something is wrong, which then stands at its field."""
    topic = form["topic"].data
    if topic not in TOPICS:
        form["topic"].errors = [_("ご用件を選んでください。")]
        return None
    typed = _read(form, topic, (_COMPANY, _PERSON, *OF_TOPIC[topic]))
    if typed and topic == CHANGE and read_number(typed.asked["number"]).kind == "customer-po":
        form["number"].errors = [_("ORDまたはSHPで始まる番号を入力してください。例: ORDC1234567")]
        return None
    return typed


def _read(form: Form, kind: str, entries: Iterable[Field]) -> Typed | None:
    entries = tuple(entries)
    asked = _checked(form, entries, form.data)
    of_requester: Form = form["requester"].form  # type: ignore[attr-defined]  # a FormField
    requester = _checked(of_requester, REQUESTER, of_requester.data)
    if requester and requester["prefecture"] not in PREFECTURES:
        of_requester["prefecture"].errors = [_("都道府県を選んでください。")]
        requester = None
    if asked is None or requester is None:
        return None
    company = asked.pop("contract_company")
    return Typed(kind, company, requester, {name: value for name, value in asked.items() if value})


def _checked(form: Form, entries: tuple[Field, ...], typed: Mapping[str, Any]) -> dict[str, str] | None:
    read = read_fields(entries, typed)
    problems = check_fields(entries, read, "")
    put(form, entries, problems)
    return None if problems else read
