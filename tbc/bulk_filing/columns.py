"""The columns of a sheet of applications: one for each field of the record, and what only a sheet has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tbc.applications import record
from tbc.kit.entries.field import Field
from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold

# Marks a required column in its heading, and a row that only explains.
MARK = "※"

KEY, ACCOUNT, CONSENT = "key", "account", "consent"
PRODUCT_NAME = "items.product_name"
OTHER = _l("別に入力")
YES, NO = _l("得ている"), _l("得ていない")
QUICK = _l("簡易申請")
# What the result has beside the sheet's own columns; they are passed over when it is uploaded again.
RESULT, NUMBER, TO_MEND = _l("結果"), _l("受付番号"), _l("直すところ")


@dataclass(frozen=True, slots=True)
class Column:
    """One column by the path of its field without line numbers (`items.quantity`); `part` groups them by section."""

    path: str
    part: str
    field: Field | None
    titles: tuple[Any, ...]
    required: bool = False

    @property
    def title(self) -> str:
        """Its heading in the reader's language."""
        return " ".join(map(str, self.titles))

    @property
    def heading(self) -> str:
        """The heading as the template has it, marked if the column is required."""
        return f"{self.title}{MARK if self.required else ''}"


def _columns() -> Iterator[Column]:
    yield Column(KEY, "own", None, (_l("申請の見出し"),))
    yield Column(ACCOUNT, "own", None, (_l("会社アカウント"),))
    for field in record.CHOICES:
        yield Column(field.name, "own", field, (field.label,), required=True)
    yield Column("items.product", "items", record.ITEM[0], (_l("製品コード"),), required=True)
    yield Column(PRODUCT_NAME, "items", None, (_l("製品名"),))
    for field in record.ITEM[1:]:
        yield Column(f"items.{field.name}", "items", field, (field.label,), required=field.required)
    for part, fields in record.GROUPS.items():
        if part in record.SAME_AS:
            yield Column(f"{part}.same_as", part, None, (record.SECTION_NAMES[part],), required=True)
        required = part not in record.SAME_AS
        for field in fields:
            titles = (record.SECTION_NAMES[part], field.label)
            yield Column(f"{part}.{field.name}", part, field, titles, required=required and field.required)
    for field in record.REFERENCES[:2]:
        yield Column(field.name, "extras", field, (field.label,))
    for field in record.CONTACT_PERSON:
        titles = (record.SECTION_NAMES["contact_persons"], field.label)
        yield Column(f"contact_persons.{field.name}", "contact_persons", field, titles)
    yield Column("remarks", "extras", record.REFERENCES[2], (record.REFERENCES[2].label,))
    yield Column(CONSENT, "extras", None, (_l("契約者の同意"),))


COLUMNS = tuple(_columns())
BY_PATH = {column.path: column for column in COLUMNS}
# The product's name is read where its code is missing; the template asks for the code alone.
IN_TEMPLATE = tuple(column for column in COLUMNS if column.path != PRODUCT_NAME)
PARTS = {
    "own": _l("申請"),
    **{part: record.SECTION_NAMES[part] for part in ("items", *record.GROUPS)},
    "extras": _l("追加情報"),
    "contact_persons": record.SECTION_NAMES["contact_persons"],
}


def choices_of(column: Column) -> tuple[Any, ...]:
    """What may be chosen in the column, as its readers call it; empty where anything may be written."""
    if column.path == CONSENT:
        return (YES, NO)
    if column.path.endswith(".same_as"):
        return (*(record.SAME_AS_NAMES[name] for name in record.SAME_AS[column.part]), OTHER)
    named = {"kind": record.KINDS, "contract_class": record.CONTRACT_CLASSES}.get(column.path, {})
    return tuple(named.values())


def column_of(heading: str) -> Column | None:
    """The column that is headed so, in either language."""
    return _by_heading().get(fold(heading.replace(MARK, "")))


def is_of_a_result(heading: str) -> bool:
    """Whether this heads a column that we have added ourselves."""
    return fold(heading) in _of_a_result()


@cache
def meant(path: str) -> dict[str, str]:
    """What each choice of a column means, by its folded names in both languages and by its word in the record."""
    column = BY_PATH[path]
    words = {
        "kind": tuple(record.KINDS),
        "contract_class": tuple(record.CONTRACT_CLASSES),
        CONSENT: ("yes", "no"),
    }.get(path) or (*record.SAME_AS[column.part], "other")
    found = {fold(word): word for word in words}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(name)): word for name, word in zip(choices_of(column), words, strict=True)}
    return found


@cache
def _by_heading() -> dict[str, Column]:
    found = {fold(column.path): column for column in COLUMNS}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(column.title): column for column in COLUMNS}
    return found


@cache
def _of_a_result() -> frozenset[str]:
    found = set()
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(title)) for title in (RESULT, NUMBER, TO_MEND)}
    return frozenset(found)
