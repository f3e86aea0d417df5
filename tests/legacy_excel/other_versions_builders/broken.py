"""Faulty files that are no filled application: blank, and none of the seven forms."""

import json
from pathlib import Path
from typing import Any

import openpyxl

from . import pages, tables, writers
from .canvas import Book, Sheet
from .hand import Hand
from .look import Look
from .pages import Plan
from .pen import Pen


def build(folder: Path) -> None:
    """Write the blank form and the unknown one."""
    look = Look("B-2", "polite", version="2022年4月1日版", corporate_number=False, section="{n}．{title}")
    pen = Pen(Sheet("申請書"), look, Hand("blank", 0), None)
    pages.draw(pen, Plan(office="none", width=50), tables.Table(tables.COLUMNS["B-2"], total=False))
    writers.openpyxl_book(Book([pen.sheet]), folder / "f09-blank-polite.xlsx")
    _oracle(folder, "f09-blank-polite", "B-2", "2022-04-01", "blank_form")
    workbook = openpyxl.Workbook()
    for row in (
        ("休暇申請書",),
        ("2024年4月1日版",),
        ("会社名", "株式会社ひながた産業"),
        ("部署名", "総務部"),
        ("氏名", "雛田　美咲"),
        ("申請日", "2024/5/1"),
        ("期間", "2024/5/7～2024/5/9"),
    ):
        workbook.worksheets[0].append(row)
    workbook.save(folder / "f10-leave-request.xlsx")
    _oracle(folder, "f10-leave-request", None, None, "unknown_form")


def _oracle(folder: Path, name: str, form: str | None, version: str | None, code: str) -> None:
    oracle: dict[str, Any] = {
        "faulty": True,
        "form": form,
        "version": version,
        "application": None,
        "problems": [{"code": code, "field": None, "cell": None}],
    }
    oracle["accept_codes"] = [[code]]
    (folder / f"{name}.expected.json").write_text(
        json.dumps(oracle, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
