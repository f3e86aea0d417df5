"""What the tests of imports begin with: sample workbooks, uploads, workbooks that are read and ready."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.imports.models import Workbook, WorkbookRecord
from tbc.imports.reading import look_into
from tbc.imports.service import answers, intake
from tbc.kit.db import session
from tbc.mail.models import Letter
from tests.client import Client
from tests.people import acting

SAMPLES = Path(__file__).parents[1] / "legacy_excel" / "samples"
PATH = "/desk/imports"
REASON = "様式にない項目のため"
TO = "hinagata@dealer.example.co.jp"


def sample(name: str) -> bytes:
    """The sample `filled/b1-01.xlsx`, as it came."""
    return (SAMPLES / name).read_bytes()


def unlike_others(body: bytes) -> bytes:
    """The same workbook as a file that was never there before."""
    copy = BytesIO(body)
    with ZipFile(copy, "a") as archive:
        archive.comment = uuid4().bytes
    return copy.getvalue()


def upload(client: Client, *files: tuple[bytes, str]) -> TestResponse:
    """Drop files (content, name) on the page of imports."""
    parts: list[tuple[str, Any]] = [("csrf_token", client.token(PATH))]
    parts += [("files", FileStorage(BytesIO(body), filename=name)) for body, name in files]
    # Written here, since the test client would leave the temporary file open in which it writes larger ones.
    boundary, body = encode_multipart(MultiDict(parts))
    return client.post(PATH, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def taken_in(who: User, name: str = "filled/b1-01.xlsx") -> Workbook:
    """A workbook that has been read."""
    workbook, _is_new = intake.take_in(acting(who), Path(name).name, sample(name))
    intake.read(workbook)
    session.commit()
    return workbook


def taken_in_with(who: User, name: str, *problems: dict[str, Any]) -> Workbook:
    """A workbook that has been read, with further problems in its first record: code, field, cell, candidates."""
    workbook, _is_new = intake.take_in(acting(who), Path(name).name, unlike_others(sample(name)))
    look = look_into(workbook.body)
    first = look.records[0]
    first["problems"] = [*first["problems"], *problems]
    intake.keep(workbook, look)
    session.commit()
    return workbook


def settled(who: User, name: str = "filled/b1-01.xlsx") -> Workbook:
    """A workbook in which nothing is left but to approve it."""
    workbook = taken_in(who, name)
    for position in range(1, workbook.records + 1):
        answers.accept(acting(who), workbook, position, REASON)
    session.commit()
    assert (workbook.errors, workbook.warnings) == (0, 0)
    return workbook


def only_workbook() -> Workbook:
    """The one workbook that there is, as the database has it."""
    return session.scalars(select(Workbook)).one()


def records_of(workbook: Workbook) -> list[WorkbookRecord]:
    """Its records, in order."""
    wanted = select(WorkbookRecord).where(WorkbookRecord.workbook_id == workbook.id)
    return list(session.scalars(wanted.order_by(WorkbookRecord.position)))


def applications() -> list[Application]:
    """All applications, in order of filing."""
    return list(session.scalars(select(Application).order_by(Application.id)))


def letters() -> list[Letter]:
    """All letters that were written."""
    return list(session.scalars(select(Letter).order_by(Letter.id)))
