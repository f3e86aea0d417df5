"""Reads a sheet of end users: the rows that can be kept, and what is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.field import Field
from tbc.kit.entries.party import PARTY
from tbc.kit.entries.problem import Problem
from tbc.kit.entries.sentences import SENTENCES, sentence
from tbc.kit.postal import PREFECTURES
from tbc.kit.sheets import Sheet, SheetsRefused, address, read_sheets
from tbc.organizations.bulk.columns import MARK, MOST_ROWS, field_of_heading

_FIELDS = {entry.name: entry for entry in PARTY}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in `cell` (`C12`; empty: the file as a whole), in the column `title`, where `typed` stands."""

    cell: str
    title: str
    typed: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One end user, whose `section` is read and whole; `number` counts the sheet's rows from 1."""

    number: int
    section: dict[str, Any]


@dataclass(slots=True)
class ReadSheet:
    """`rows` are the sound ones alone; `ignored` are headings of columns that are none of ours."""

    rows: list[ReadRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_end_users(data: bytes, file_name: str) -> ReadSheet:
    """The end users in a workbook's first filled sheet, or in a CSV file; whatever is wrong is in `problems`."""
    try:
        # The headings, the hints and a few empty rows come on top of the end users.
        sheets = read_sheets(data, file_name, MOST_ROWS + 20)
    except SheetsRefused as refused:
        return _faulty(refused.sentence)
    sheet = next((one for one in sheets if any(map(_is_filled, one.rows))), None)
    if sheet is None:
        return _faulty(_("ファイルに何も書かれていません。ひな形に記入してください。"))
    head = next(number for number, row in enumerate(sheet.rows) if _is_filled(row))
    places, found = _read_headings(sheet, head)
    if found.problems:
        return found
    numbers = [number for number in range(head + 1, len(sheet.rows)) if _is_end_user(sheet.rows[number])]
    if not numbers:
        return _faulty(_("契約者の行がありません。見出しの下に記入してください。"))
    if len(numbers) > MOST_ROWS:
        text = _("一度に登録できるのは%(most)s件までです。%(count)s件あります。ファイルを分けてください。",
                 most=f"{MOST_ROWS:,}", count=f"{len(numbers):,}")  # fmt: skip
        return _faulty(text)
    _read_rows(sheet, numbers, places, found)
    return found


def _read_headings(sheet: Sheet, head: int) -> tuple[dict[str, int], ReadSheet]:
    """Where each field's column stands, and a reading with what is wrong with the headings."""
    places: dict[str, int] = {}
    found = ReadSheet()
    for place, text in enumerate(sheet.rows[head]):
        entry = field_of_heading(text)
        if entry is None:
            found.ignored += [text.strip()] if text.strip() else []
        elif entry.name in places:
            twice = _("同じ見出しの列が2つあります。1つにしてください。")
            found.problems.append(CellProblem(address(head, place), str(entry.called), text, twice))
        else:
            places[entry.name] = place
    missing = [str(entry.called) for entry in PARTY if entry.required and entry.name not in places]
    if missing:
        names = _("、").join(missing)
        text = _("見出しの列が足りません: %(names)s。ひな形の見出しをそのまま使ってください。", names=names)
        found.problems.insert(0, CellProblem(address(head, 0), _("見出し"), "", text))
    return places, found


def _read_rows(sheet: Sheet, numbers: list[int], places: dict[str, int], found: ReadSheet) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number in numbers:
        typed = {name: sheet.cell(number, place) for name, place in places.items()}
        section = read_fields(PARTY, typed)
        problems = [*check_fields(PARTY, section, ""), *_unknown_prefecture(section)]
        problems += _twice(section, seen, number + 1)
        for problem in problems:
            cell = address(number, places.get(problem.path, 0))
            found.problems.append(_described(problem, cell, typed.get(problem.path, "")))
        if not problems:
            found.rows.append(ReadRow(number + 1, section))


def _unknown_prefecture(section: dict[str, Any]) -> Iterator[Problem]:
    """In the form it is picked; in a sheet anything may stand."""
    if section["prefecture"] and section["prefecture"] not in PREFECTURES:
        yield Problem("prefecture", "prefecture")


def _twice(section: dict[str, Any], seen: dict[tuple[str, ...], int], row: int) -> Iterator[Problem]:
    """The same end user in two rows: by corporate number and department, or by name and department."""
    for name in ("corporate_number", "corporate_name"):
        key = (name, section[name], section["department"])
        if section[name] and key in seen:
            yield Problem(name, f"{name}_twice", values={"row": seen[key]})
            return
        seen[key] = row


def _described(problem: Problem, cell: str, typed: str) -> CellProblem:
    entry: Field = _FIELDS[problem.path]
    sentences: dict[str, Any] = {
        **SENTENCES,
        "prefecture": _("都道府県の名前を「東京都」のように入力してください。"),
        "corporate_number_twice": _("%(row)s行目と、法人番号と所属部署が同じです。どちらかの行を消してください。"),
        "corporate_name_twice": _("%(row)s行目と、法人名と所属部署が同じです。どちらかの行を消してください。"),
    }
    text = sentence(sentences[problem.code], problem, str(entry.called))
    return CellProblem(cell, str(entry.called), typed.strip()[:60], text)


def _is_filled(row: list[str]) -> bool:
    return any(text.strip() for text in row)


def _is_end_user(row: list[str]) -> bool:
    first = next((text.strip() for text in row if text.strip()), "")
    return bool(first) and not first.startswith(MARK)


def _faulty(text: str) -> ReadSheet:
    return ReadSheet(problems=[CellProblem("", "", "", text)])
