"""The paper of an invoice against a bare compile by Typst of the same page."""

from __future__ import annotations

import json
import secrets
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

import typst

from tbc import create_app
from tbc.config import Settings
from tbc.invoices import paper
from tbc.invoices.models import Document
from tbc.invoices.rules import Line, grand_total, totals
from tbc.kit.paper import FONTS

PAPERS = 40


def measure() -> None:
    """Print what one invoice of three lines costs, and how many a second that makes; in turn, in this process."""
    settings = Settings(
        database_url="postgresql+psycopg://unused",
        secret_key=secrets.token_urlsafe(32),
        base_url="http://localhost",
        smtp_url="smtp://127.0.0.1:1",
        mail_from="portal@tbc.example.com",
    )
    costs: dict[str, list[float]] = {"typst alone": [], "invoice": []}
    with create_app(settings).app_context():
        compiler = typst.Compiler(str(paper.TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
        for at in range(PAPERS + 1):
            for name, way in _ways(compiler, at).items():
                began = time.perf_counter()
                way()
                # The first of each reads fonts and programs.
                if at:
                    costs[name].append(time.perf_counter() - began)
    bare = statistics.median(costs["typst alone"])
    for name, times in costs.items():
        one = statistics.median(times)
        print(f"  {name:20}{one * 1000:8.2f} ms   {one / bare:5.2f} x   {1 / one:6.1f}/s")


def _ways(compiler: typst.Compiler, at: int) -> dict[str, Callable[[], object]]:
    """Each with an invoice of its own: Typst remembers what it has set before."""
    first, second = _invoice(2 * at), _invoice(2 * at + 1)
    data = json.dumps(paper.data_of(first), ensure_ascii=False)
    archival: list[Any] = ["a-2a", "ua-1"]
    return {
        "typst alone": lambda: compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=archival),
        "invoice": lambda: paper.typeset_document(second),
    }


def _invoice(at: int) -> Document:
    lines = [Line(f"サンプルガード エンドポイント 契約更新 {years}年", 30, 4_980, 10, 149_400) for years in (1, 2, 3)]
    sums = totals(lines)
    return Document(
        id=uuid4(),
        kind="invoice",
        number=f"INV-2026-{at:06}",
        issued_on=date(2026, 11, 21),
        language="ja",
        addressee={
            "company": "高崎見本工業株式会社",
            "department": "情報システム部",
            "person": "見本　さくら",
            "postal_code": "3700000",
            "address": "群馬県高崎市見本町1-2-3",
        },
        lines=[asdict(line) for line in lines],
        taxes=[asdict(one) for one in sums],
        total=grand_total(sums),
        issuer={"name": "見本ベンダー株式会社", "address": "東京都見本区見本町1-1", "registration_number": ""},
        account={
            "bank": "見本銀行",
            "bank_code": "9999",
            "branch": "見本支店",
            "branch_code": "001",
            "kind": "ordinary",
            "number": "1234567",
            "holder": "見本ベンダー株式会社",
            "holder_kana": "ミホンベンダー（カ",
        },
        transfer_hint=f"INV-2026-{at:06}",
        due_on=date(2027, 1, 21),
        paid_on=None,
        names_number="",
        names_kind="",
        reason="",
    )
