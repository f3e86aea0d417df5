"""The problem codes as data: their level, and the sentence a clerk reads in Japanese or English (XLS-6)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import cast

from legacy_excel.records import Level, Problem

Language = str


class WorkbookRefused(Exception):
    """The file as a whole cannot be read; `code` is one of encrypted, unreadable_file, too_large, unknown_form."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def problem(code: str, field: str | None = None, cell: str | None = None, candidates: tuple[str, ...] = ()) -> Problem:
    """A problem with the level that belongs to its code; an unknown code is a KeyError."""
    return Problem(code, field, cell, cast(Level, _table()[code]["level"]), candidates)


def sentence(found: Problem, language: Language) -> str:
    """The problem in one sentence, Japanese unless `language` is English; field and cell stand beside it, not in it."""
    texts = _table()[found.code]
    return texts["en"] if language.lower().startswith("en") else texts["ja"]


def codes() -> list[str]:
    """All codes, in the order in which they are defined."""
    return list(_table())


@cache
def _table() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "problems.toml").open("rb") as source:
        return tomllib.load(source)
