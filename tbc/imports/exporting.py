"""Workbooks as a table for people's spreadsheets: one row per record, with its number and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from tbc.applications import numbers
from tbc.imports import codes, words
from tbc.kit.formats import date_and_time

# A cell of a spreadsheet holds no more, and nobody reads further.
MOST_PROBLEMS = 50


def header() -> list[str]:
    """The titles of the columns."""
    return [
        _("ファイル"),
        _("シート"),
        _("様式"),
        _("版"),
        _("状態"),
        _("受付番号"),
        _("契約者"),
        _("エラー"),
        _("注意"),
        _("残っている問題"),
        _("読み取ったときの問題"),
        _("受付番号を送ったアドレス"),
        _("保留の理由"),
        _("取り込んだ方"),
        _("受信日時"),
        _("ファイルの番号"),
    ]


def rows(found: Iterable[Row[Any]]) -> Iterator[list[str | int]]:
    """One row per record; errors and warnings are those left in its whole workbook."""
    for one in found:
        yield [
            one.file_name,
            one.sheet or "",
            one.form or "",
            one.version or "",
            str(words.STATES[one.record_state if one.record_state in {"filed", "registered"} else one.state]),
            " ".join(numbers.groups(one.number)) if one.number else "",
            one.end_user or one.company,
            one.errors,
            one.warnings,
            _("、").join(codes.name_of(code) for code in one.open_codes),
            "\n".join(_problem(problem) for problem in (one.problems or [])[:MOST_PROBLEMS]),
            one.number_to,
            one.set_aside_reason,
            one.uploader_name,
            date_and_time(one.uploaded_at),
            str(one.id),
        ]


def _problem(problem: dict[str, Any]) -> str:
    """What was wrong and where: name, field and cell as far as they are known."""
    return " ".join(filter(None, (codes.name_of(problem["code"]), problem.get("field"), problem.get("cell"))))
