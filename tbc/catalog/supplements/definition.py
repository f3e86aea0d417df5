"""What a supplement asks for, as data: columns with a kind and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

KINDS = frozenset(
    {
        "text",
        "number",
        "email",
        "phone",
        "postal-code",
        "prefecture",
        "date",
        "license-id",
        "activation-code",
        "choice",
    }
)
MOST_ROWS = 1_500
# Stands first in the row of a blank form that only shows how it is filled in.
EXAMPLE = "例"


class DefinitionFaulty(Exception):
    """A definition that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `longest` counts characters of text, `largest` is the greatest number, `unique` allows no doubles."""

    key: str
    title: str
    kind: str
    title_en: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    largest: int = 999_999
    longest: int = 200
    unique: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """The columns in the order of the blank form, and how many rows a filled one may have."""

    columns: tuple[Column, ...]
    most_rows: int


def definition_of(raw: Mapping[str, Any]) -> Definition:
    """Read a definition as it stands in the database or a TOML file: `column` (list of tables) and `most_rows`.

    Raises:
        DefinitionFaulty: an unknown kind or word, a doubled column, a choice without choices, too many rows.
    """
    columns = tuple(_column(entry) for entry in raw.get("column", ()))
    most_rows = raw.get("most_rows", 200)
    if not columns or len({column.key for column in columns}) < len(columns):
        raise DefinitionFaulty("A supplement needs columns, each with a key of its own.")
    if len({column.title for column in columns}) < len(columns):
        raise DefinitionFaulty("Two columns of a supplement have the same title.")
    if not isinstance(most_rows, int) or not 1 <= most_rows <= MOST_ROWS:
        raise DefinitionFaulty(f"most_rows must be a whole number from 1 to {MOST_ROWS}.")
    return Definition(columns, most_rows)


def _column(entry: Mapping[str, Any]) -> Column:
    unknown = set(entry) - {field.name for field in fields(Column)}
    if unknown or not {"key", "title", "kind"} <= set(entry):
        raise DefinitionFaulty(
            f"A column needs key, title and kind, and knows no {', '.join(sorted(unknown)) or 'more'}."
        )
    column = Column(**{**entry, "choices": tuple(entry.get("choices", ()))})
    if column.kind not in KINDS:
        raise DefinitionFaulty(f"Column {column.key}: {column.kind} is none of {', '.join(sorted(KINDS))}.")
    if (column.kind == "choice") != bool(column.choices):
        raise DefinitionFaulty(f"Column {column.key}: choices belong to the kind choice, and to it alone.")
    return column
