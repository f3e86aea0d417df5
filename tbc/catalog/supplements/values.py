"""Reads one cell of a supplement by the kind of its column."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from tbc.catalog.rules import ACTIVATION_CODE, LICENSE_ID, has_shape
from tbc.catalog.supplements.definition import Column
from tbc.kit.postal import PREFECTURES
from tbc.kit.search import fold
from tbc.kit.text import dates, reading

Value = str | int
Read = tuple[Value, str]  # the value, and what is wrong with it (empty when nothing is)


def read_value(column: Column, typed: str) -> Read:
    """The value of a cell as it is stored, and one sentence when it is wrong: then the value is the empty text."""
    if not typed.strip():
        return "", (_("「%(title)s」を記入してください。", title=column.title) if column.required else "")
    return _READERS[column.kind](column, typed)


def _text(column: Column, typed: str) -> Read:
    value = reading.one_line(typed).value
    if len(value) > column.longest:
        return "", _("「%(title)s」は%(most)s文字までにしてください。", title=column.title, most=column.longest)
    return value, ""


def _number(column: Column, typed: str) -> Read:
    found = reading.whole_number(typed)
    if found.fault or not 1 <= int(found.value) <= column.largest:
        text = _(
            "「%(title)s」は1から%(most)sまでの整数で記入してください。", title=column.title, most=f"{column.largest:,}"
        )
        return "", text
    return int(found.value), ""


def _choice(column: Column, typed: str) -> Read:
    return _one_of(column, typed, column.choices)


def _prefecture(column: Column, typed: str) -> Read:
    return _one_of(column, typed, PREFECTURES)


def _one_of(column: Column, typed: str, choices: tuple[str, ...] | list[str]) -> Read:
    known = {fold(choice): choice for choice in choices}
    if fold(typed) in known:
        return known[fold(typed)], ""
    if len(choices) > 10:
        return "", _(
            "「%(title)s」を「%(example)s」のように記入してください。", title=column.title, example=choices[12]
        )
    return "", _(
        "「%(title)s」は「%(choices)s」から選んでください。", title=column.title, choices=_("・").join(choices)
    )


def _by(
    read: Callable[[str], reading.Reading], example: str, pattern: str | None = None
) -> Callable[[Column, str], Read]:
    def read_cell(column: Column, typed: str) -> Read:
        found = read(typed)
        if found.fault or (pattern and not has_shape(pattern, found.value)):
            shown = column.example or example
            return "", _("「%(title)s」を「%(example)s」のように記入してください。", title=column.title, example=shown)
        return found.value, ""

    return read_cell


_READERS: dict[str, Callable[[Column, str], Read]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "prefecture": _prefecture,
    "email": _by(reading.email, "name@example.co.jp"),
    "phone": _by(reading.phone, "03-5555-0100"),
    "postal-code": _by(reading.postal_code, "100-0001"),
    "date": _by(dates.day, "2027/03/31"),
    "license-id": _by(reading.license_id, "1021917924", LICENSE_ID),
    "activation-code": _by(reading.code, "SG-6JF6-PWE7F-GAQ4E-NHTPG-67FZJ", ACTIVATION_CODE),
}
