"""A value that wants out of every place where it may be put, and how to tell that it got out."""

from __future__ import annotations

import copy
import io
import re
from typing import Any

import openpyxl

from legacy_excel import read
from tbc.accounts.models import User
from tbc.applications import checking
from tbc.applications.facts import gather
from tbc.applications.models import Application
from tbc.applications.record import GROUPS, LISTS, SAME_AS, STEPS, walk
from tbc.applications.service import drafts, filing
from tbc.imports.models import Workbook
from tbc.imports.service import intake
from tbc.kit.db import session
from tbc.orders.models import OrderBatch
from tbc.orders.service.entering import OrderDetails, enter
from tests.applications.given import AGREED, CONTENT, PARTY, a_draft, a_product
from tests.imports.given import SAMPLES, sample
from tests.people import acting, an_operator

SUM = "60481729"  # what 7777*7777 comes to, if anything takes the value for a program
POISON = (
    "=\"><svg onload=alert(1)>'--{{7777*7777}}${7777*7777}#(7777*7777)<%=7777*7777%>%(number)s%s{0}"
    "</title></script><script>alert(2)</script>\r\nBcc: x@example.com"
)
SHORT = "=\"><svg onload=alert(1)>'{{7777*7777}}#(7777*7777)%s"
_OUT = re.compile(r"<svg onload|<script>alert|</title></script>")


def escaped_from(text: str) -> list[str]:
    """What of the poison stands in `text` of a page as something other than text."""
    return [*_OUT.findall(text), *([SUM] if SUM in text else [])]


def poisoned() -> dict[str, Any]:
    """A record with the poison in every field, lists and choices included."""
    record: dict[str, Any] = {"kind": "new", "contract_class": "corporate", "remarks": POISON}
    record |= {"customer_po": POISON, "reseller_reference": POISON}
    for part, fields in GROUPS.items():
        record[part] = {field.name: POISON for field in fields}
        if part in SAME_AS:
            record[part]["same_as"] = "other"
    for part, (fields, _most) in LISTS.items():
        record[part] = [{field.name: POISON for field in fields}]
    return record


def a_poisoned_draft(filer: User) -> Application:
    """A draft that keeps the poison as it was typed, errors and all."""
    return a_draft(filer, poisoned())


def a_poisoned_filing(filer: User) -> Application:
    """A filed application with the poison in each field that takes it."""
    a_product()
    draft = a_draft(filer, _restored(filer))
    filed = filing.file(acting(filer), draft, AGREED, agreed_version="2026-11-01", validity=None)
    session.commit()
    return filed


def _restored(filer: User) -> dict[str, Any]:
    """The poisoned record, with a good value in each field that refuses the poison, until nothing refuses."""
    record = poisoned()
    good, shortened = _good(), set[str]()
    for _ in range(6):
        draft = a_draft(filer, record)
        problems = checking.errors(checking.check(draft.content, gather(draft, draft.content)))
        for problem in problems:
            shorten = problem.code == "too_long" and problem.path not in shortened
            shortened.add(problem.path)
            _put(record, problem.path, SHORT if shorten else good[problem.path])
        drafts.discard(acting(filer), draft)
    return record


def _good() -> dict[str, str]:
    """Path → a value that is taken."""
    record = copy.deepcopy(CONTENT)
    other = {"same_as": "other"}
    company = {"company": PARTY["corporate_name"]}
    record |= {
        "support_contact": PARTY | other,
        "renewal_contact": PARTY | company | other,
        "distributor": PARTY | company | other,
        "reseller": PARTY | company,
        "delivery": PARTY | company,
        "contact_persons": [{"name": "見本", "name_kana": "ミホン", "phone": PARTY["phone"], "email": PARTY["email"]}],
    }
    record["items"][0] |= {"current_end_on": "", "held_quantity": "", "license_id": "", "activation_code": ""}
    return {path: value for path, _field, value in walk(record)}


def _put(record: dict[str, Any], path: str, value: str) -> None:
    found = re.fullmatch(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", path)
    assert found, path
    part, at, name = found.groups()
    if name is None:
        record[part] = value
    else:
        (record[part][int(at)] if at else record[part])[name] = value


def a_poisoned_workbook(staff: User) -> Workbook:
    """A legacy form with the poison in its name and in each cell that holds plain text, as read by the portal."""
    [record] = read(SAMPLES / "filled/b1-01.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(sample("filled/b1-01.xlsx")))
    for origin in record.to_json(provenance=True)["provenance"].values():
        if not origin["steps"]:
            book[origin["sheet"]][origin["cell"]].value = SHORT.removeprefix("=")
    body = io.BytesIO()
    book.save(body)
    workbook, _is_new = intake.take_in(acting(staff), POISON + ".xlsx", body.getvalue())
    intake.read(workbook)
    session.commit()
    return workbook


def fields_of(record: dict[str, Any], path: str) -> dict[str, str]:
    """The part of the record that the step at `path` asks for, as its form sends it."""
    step = next(step for step in STEPS if step.path == path)
    sent: dict[str, str] = {}
    for part in step.parts:
        value = record.get(part)
        entries = {f"{part}-": value} if isinstance(value, dict) else {}
        if isinstance(value, list):
            entries = {f"{part}-{at}-": entry for at, entry in enumerate(value)}
        if isinstance(value, str):
            sent[part] = value
        sent |= {f"{start}{name}": text for start, entry in entries.items() for name, text in entry.items()}
    return sent


def a_poisoned_order(filer: User) -> list[str]:
    """An order with the poison in each field that takes it, and a sheet of it; the addresses to begin at."""
    note = POISON.replace("\r\n", " ")[:200]
    details = OrderDetails(customer_po=SHORT[:60], dealer_note=note, differences=note, delivery_email=PARTY["email"])
    order = enter(acting(an_operator(SHORT)), a_poisoned_filing(filer).number or "", details)
    batch = OrderBatch(file_name=POISON, rows=[{"row": 2, "number": POISON, "customer_po": POISON}])
    session.add(batch)
    session.flush()
    return ["/desk/orders", f"/desk/orders/{order.id}", f"/desk/orders/batch/{batch.id}"]
