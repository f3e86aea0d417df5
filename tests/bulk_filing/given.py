"""Sheets as an office fills them in, and what the tests of bulk filing begin with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import openpyxl
from openpyxl import Workbook

from tbc.accounts.models import User
from tbc.bulk_filing.columns import BY_PATH
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.queries import lock_filing
from tbc.bulk_filing.service import filing, intake, working
from tbc.kit.db import session
from tests.applications.given import PARTY, a_product
from tests.people import acting

AGREED = {"consent": True, "privacy": True}
VERSION = "2026-10-01"
Cells = dict[str, str]


def a_row(number: int = 1, **changes: str) -> Cells:
    """The cells of an application that can be filed, by path with `__` for the dot; each number is another company."""
    party = {**PARTY, "corporate_name": f"見本{number:04}株式会社", "corporate_number": ""}
    cells = {
        "kind": "新規",
        "contract_class": "一般",
        "items.product": "SGE-ADV",
        "items.quantity": str(number),
        "items.term_years": "1",
        **{f"end_user.{name}": text for name, text in party.items()},
        "support_contact.same_as": "契約者と同じ",
        "renewal_contact.same_as": "契約者と同じ",
        "delivery.email": f"delivery{number}@takasaki.example.jp",
        "reseller.company": "ダミー情報機器㈱",
        "distributor.same_as": "販売店と同じ",
    }
    return cells | {path.replace("__", "."): text for path, text in changes.items()}


def a_sheet(rows: Iterable[Mapping[str, str]], titles: Mapping[str, str] | None = None) -> bytes:
    """A workbook with these rows below the headings of all columns that any of them has."""
    rows = list(rows)
    paths = list(dict.fromkeys(path for row in rows for path in row))
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.append([(titles or {}).get(path) or (BY_PATH[path].title if path in BY_PATH else path) for path in paths])
    for row in rows:
        sheet.append([row.get(path, "") for path in paths])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def uploaded(filer: User, rows: Iterable[Mapping[str, str]], account_id: UUID | None = None) -> BulkFiling:
    """A sheet that was uploaded and looked at."""
    a_product()
    found = intake.upload(acting(filer), "申請.xlsx", a_sheet(rows), account_id)
    session.commit()
    return found


def begun(
    filer: User,
    rows: Iterable[Mapping[str, str]],
    way: str = "good",
    account_id: UUID | None = None,
    *,
    doubles: bool = False,
) -> BulkFiling:
    """A sheet whose filer has said to file it; nothing is filed yet."""
    found = uploaded(filer, rows, account_id)
    locked = lock_filing(acting(filer), found.id)
    assert locked is not None
    filing.begin(acting(filer), locked, way, AGREED, doubles=doubles, agreed_version=VERSION)
    session.commit()
    return locked


def worked(found: BulkFiling) -> BulkFiling:
    """It after the job has done its work."""
    filing_id = found.id
    working.file_on(filing_id, 600, validity=None)
    return session.get_one(BulkFiling, filing_id, populate_existing=True)


def cells_of(workbook: bytes) -> list[list[Any]]:
    """What stands in a workbook's first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
