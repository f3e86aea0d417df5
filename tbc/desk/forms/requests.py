"""The queue of requests: what it is narrowed to, and what staff decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms import BooleanField, EmailField, Form, RadioField, SearchField, SelectField, TextAreaField

from tbc.deliveries.service.answering import ANSWER, APPROVE, REFUSE, Answer
from tbc.desk.queries.requests import OPEN, Wanted
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading
from tbc.requests.models import Request
from tbc.requests.rules import LONGEST_DECISION
from tbc.requests.words import KIND_WORDS, STATE_WORDS

SAME, ASKED, OTHER = "same", "asked", "other"
STATES = {OPEN: _l("対応待ち"), "late": _l("期限超過")} | {
    state: word for state, word in STATE_WORDS.items() if state != "open"
}
ALL_STATES = STATES | {"all": _l("すべて")}


class RequestSearch(Form):
    """A part of anything that stands in a request, its kind, its state, and who has decided it."""

    q = SearchField(_l("会社名・氏名・番号・アドレス"))
    kind = SelectField(_l("種類"), choices=choices([("", _l("すべて")), *KIND_WORDS.items()]), validate_choice=False)
    state = SelectField(_l("状態"), choices=choices(ALL_STATES.items()), validate_choice=False)
    person = SelectField(_l("対応した人"), validate_choice=False)

    def wanted(self, staff: Iterable[tuple[UUID, str]]) -> Wanted:
        """The filter; what makes no sense narrows nothing. A person has decided: with one, all states are meant."""
        named = {str(own): name for own, name in staff}
        self.person.choices = choices([("", _l("すべて")), *named.items()])
        self.kind.data = self.kind.data if self.kind.data in KIND_WORDS else ""
        self.person.data = self.person.data if self.person.data in named else ""
        self.state.data = self.state.data if self.state.data in ALL_STATES else OPEN
        if self.person.data and self.state.data in {OPEN, "late"}:
            self.state.data = "all"
        person = UUID(self.person.data) if self.person.data else None
        return Wanted((self.q.data or "").strip()[:120], self.kind.data, self.state.data, person)


class SettlingForm(Form):
    """What staff decide. `about` names what is meant, as `delivery:<id>`; `send_to` says which address is used."""

    about = RadioField(_l("対象の納品"), validate_choice=False)
    send_to = RadioField(_l("送り先"), validate_choice=False)
    email = EmailField(_l("アドレス"), render_kw={"autocomplete": "off", "spellcheck": "false"})
    lasting = BooleanField(_l("これからも、このアドレスを納品先として使う"))
    text = TextAreaField(_l("依頼した方への連絡"), render_kw={"rows": 4})

    def answer(self, request: Request, act: str, version: str) -> Answer | None:
        """What was decided; None when something is wrong, which then stands at its field."""
        self.text.data = reading.many_lines(self.text.data or "").value
        if act not in {APPROVE, REFUSE, ANSWER}:
            self.form_errors.append(_("この依頼では、その決定はできません。"))
            return None
        email = self._email(request) if act == APPROVE else ""
        self._check_text(act)
        about_type, about = self._about(request) if act == APPROVE else ("", None)
        if any(field.errors for field in self):
            return None
        number = int(version) if version.isascii() and version.isdigit() else 0
        return Answer(act, number, self.text.data, about_type, about, email, bool(self.lasting.data))

    def _check_text(self, act: str) -> None:
        text = self.text.data or ""
        if len(text) > LONGEST_DECISION:
            self.text.errors = [_("連絡は1,000字以内で入力してください。")]
        elif not text and act == ANSWER:
            self.text.errors = [_("回答を入力してください。依頼した方にメールで届きます。")]
        elif not text and act == REFUSE:
            self.text.errors = [_("お断りする理由を入力してください。依頼した方にメールで届きます。")]

    def _email(self, request: Request) -> str:
        asked = str(request.asked.get("new_email") or "")
        if request.kind == "resend" and self.send_to.data == SAME:
            return ""
        if request.kind == "resend" and self.send_to.data == ASKED and asked:
            return asked
        if request.kind == "resend" and self.send_to.data != OTHER:
            self.send_to.errors = [_("送り先を選んでください。")]
            return ""
        if request.kind not in {"resend", "bounce", "delivery-email"}:
            return ""
        read = reading.email(self.email.data or "")
        if read.fault or not read.value:
            self.email.errors = [_("アドレスを入力してください。例: name@example.co.jp")]
        return read.value

    def _about(self, request: Request) -> tuple[str, UUID | None]:
        kind, _colon, own = (self.about.data or "").partition(":")
        if request.kind not in {"resend", "bounce", "delivery-email"}:
            return "", None
        try:
            return kind, UUID(own)
        except ValueError:
            self.about.errors = [_("対象の納品を選んでください。")]
            return "", None


def settling_form(request: Request, sent: Any = None) -> SettlingForm:
    """The form for a request, filled with what was asked for, or with what was `sent`."""
    asked = str(request.asked.get("new_email") or "")
    about = f"{request.about_type}:{request.about}" if request.about else ""
    data = {"about": about, "send_to": SAME, "email": asked, "lasting": request.kind == "bounce"}
    form = SettlingForm(sent, data=data)
    ways: dict[str, Any] = {SAME: _("前と同じ納品先")}
    if asked:
        ways[ASKED] = _("依頼にあるアドレス（%(email)s）", email=asked)
    form.send_to.choices = choices([*ways.items(), (OTHER, _("別のアドレス"))])
    form.about.choices = []
    return form
