"""The forms above the list: what is dropped or chosen, and what the list is narrowed to; the latter only reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, SearchField, SelectField, StringField
from wtforms.fields import MultipleFileField

from tbc.imports import codes, words
from tbc.imports.queries import Wanted
from tbc.kit.choices import choices
from tbc.kit.places import identity
from tbc.kit.text import dates

_ALL = ("", _l("すべて"))


class Upload(Form):
    """The files that are dropped or chosen."""

    files = MultipleFileField(_l("ExcelファイルかZIP"))


class Filters(Form):
    """The row above the list; it is sent by GET."""

    q = SearchField(_l("ファイル名、会社名、担当"))
    state = SelectField(_l("状態"), choices=choices([_ALL, *words.STATES.items()]), validate_choice=False)
    form = SelectField(_l("様式"), choices=choices([_ALL, *words.FORMS.items()]), validate_choice=False)
    problems = SelectField(_l("問題"), choices=choices([_ALL, *words.PROBLEMS.items()]), validate_choice=False)
    code = SelectField(_l("問題の種類"), choices=choices([_ALL, *codes.NAMES.items()]), validate_choice=False)
    person = SelectField(_l("取り込んだ方"), choices=choices([_ALL]), validate_choice=False)
    since = StringField(_l("受信日（から）"))
    until = StringField(_l("受信日（まで）"))
    batch = HiddenField()

    def offer(self, people: Sequence[str]) -> None:
        """Let these be chosen among who took workbooks in."""
        named = list(dict.fromkeys([*people, *filter(None, [self.person.data])]))
        self.person.choices = choices([_ALL, *((name, name) for name in named)])

    def wanted(self) -> Wanted:
        """The filter; what makes no sense narrows nothing."""
        return Wanted(
            words=(self.q.data or "")[:100],
            state=_known(self.state, words.STATES),
            form=_known(self.form, words.FORMS),
            problems=_known(self.problems, words.PROBLEMS),
            code=_known(self.code, codes.NAMES),
            person=(self.person.data or "")[:100],
            since=_day(self.since),
            until=_day(self.until),
            batch=identity(self.batch.data),
        )

    def clean(self, ticked: Iterable[str]) -> Wanted:
        """Of what is wanted, or of those ticked, what may be approved together."""
        ids = tuple(own for own in map(identity, ticked) if own)
        return Wanted(ids=ids, problems="clean") if ids else replace(self.wanted(), problems="clean")

    def tags(self, endpoint: str, batch_name: str = "") -> list[tuple[str, str]]:
        """The active filters: (text, address of `endpoint` without it)."""
        wanted = self.wanted()
        texts = {
            "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
            "state": str(words.STATES.get(wanted.state, "")),
            "form": wanted.form,
            "problems": str(words.PROBLEMS.get(wanted.problems, "")),
            "code": str(codes.NAMES.get(wanted.code, "")),
            "person": wanted.person,
            "since": f"{self.since.data} –" if wanted.since else "",
            "until": f"– {self.until.data}" if wanted.until else "",
            "batch": batch_name,
        }
        given = self.given()
        return [
            (text, url_for(endpoint, **{key: value for key, value in given.items() if key != name}))
            for name, text in texts.items()
            if text
        ]

    def given(self) -> dict[str, Any]:
        """What the address says, for links that keep it."""
        return {field.name: field.data for field in self if field.data}

    @property
    def rare(self) -> list[Any]:
        """The controls that are seldom needed, and stand folded."""
        return [self.code, self.person, self.since, self.until]

    @property
    def usual(self) -> list[Any]:
        """The controls that always stand above the list."""
        return [self.q, self.state, self.form, self.problems]


class Days(Form):
    """From which day to which, of statistics; sent by GET."""

    since = StringField(_l("受信日（から）"))
    until = StringField(_l("受信日（まで）"))

    def ends(self) -> tuple[date | None, date | None]:
        """Both days; what is none is left open."""
        return _day(self.since), _day(self.until)


def _known(field: SelectField, names: Mapping[str, object]) -> str:
    return field.data if field.data in names else ""


def _day(field: StringField) -> date | None:
    read = dates.day(field.data or "")
    if read.fault:
        field.errors = [_l("年月日で入力してください。例: 2026/04/01")]
        return None
    if read.value:
        field.data = read.value.replace("-", "/")
    return date.fromisoformat(read.value) if read.value else None
