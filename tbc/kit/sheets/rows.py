"""Sheets whose first row holds titles: what is wrong with the titles, with a cell, with a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import gettext as _


class CellFaulty(Exception):
    """A cell that cannot be used; the message is one sentence that says what to write."""


class Titled(Protocol):
    """A column: the title above it, how a cell is read, whether one may be empty, and what that means."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> Any: ...
    @property
    def read(self) -> Callable[[str], Any]: ...
    @property
    def required(self) -> bool: ...
    @property
    def default(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in `row` (counted from 1) and in the column titled `column`; empty: the whole row."""

    row: int
    column: str
    sentence: str
    typed: str = ""

    @property
    def place(self) -> str:
        """Where it is, for a command's output; it ends before the sentence."""
        parts = ([f"row {self.row}"] if self.row else []) + ([self.column] if self.column else [])
        return f"{', '.join(parts)}: " if parts else ""


def problems_of_titles(
    titles: Sequence[str], places: Mapping[int, Titled], columns: Collection[Titled], row: int
) -> Iterator[RowProblem]:
    """Titles that are unknown, stand twice or are missing; `places` are the columns found, by their place."""
    for place, text in enumerate(titles):
        if text.strip() and place not in places:
            yield RowProblem(row, text, _("知らない見出しです。列を消すか、見出しを直してください。"))
    keys = [column.key for column in places.values()]
    for column in columns:
        if keys.count(column.key) > 1:
            yield RowProblem(row, str(column.title), _("同じ見出しの列が二つあります。"))
        if column.required and column.key not in keys:
            yield RowProblem(row, str(column.title), _("この見出しの列が必要です。"))


def value_of(column: Titled, typed: str) -> Any:
    """What a cell says.

    Raises:
        CellFaulty: it is empty and may not be, or cannot be read.
    """
    if typed.strip():
        return column.read(typed)
    if column.required:
        raise CellFaulty(_("記入してください。"))
    return column.default
