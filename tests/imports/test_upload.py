"""The door through which workbooks come in: once per content, and nothing that comes in hurts."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from tbc.imports.service import intake
from tbc.kit import db
from tbc.kit.files import disposition
from tests.client import Client
from tests.imports.given import PATH, SAMPLES, only_workbook, records_of, sample, taken_in, upload
from tests.people import acting, an_operator, sign_in

BAD = sorted(path.name for path in (SAMPLES / "bad").glob("*.xlsx"))


@pytest.mark.rule("XLS-3")
def test_the_same_content_leads_to_the_earlier_upload(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    first = upload(client, (sample("filled/b1-01.xlsx"), "七月.xlsx")).headers["Location"]
    again = upload(client, (sample("filled/b1-01.xlsx"), "別名.xlsx"))
    assert again.headers["Location"] == first
    html = client.get(first).get_data(as_text=True)
    assert "前に取り込まれています: 七月.xlsx" in html
    assert only_workbook().file_name == "七月.xlsx"


@pytest.mark.rule("XLS-3")
def test_several_files_at_once_are_all_listed(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    names = ("filled/b1-01.xlsx", "filled/b2-05.ods", "filled/a1-04.xls", "filled/multi-01.xlsx")
    answer = upload(client, *((sample(name), name.partition("/")[2]) for name in names))
    assert answer.headers["Location"] == PATH
    html = client.get(PATH).get_data(as_text=True)
    assert "4件のファイルを取り込みました" in html
    for name in names:
        assert name.partition("/")[2] in html


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", BAD)
def test_a_faulty_file_gets_a_calm_answer_in_time(client: Client, session: Session, name: str) -> None:
    sign_in(client, an_operator())
    began = time.process_time()
    answer = upload(client, (sample(f"bad/{name}"), name))
    assert answer.status_code == 303
    assert time.process_time() - began < 5
    html = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert name in html
    assert name in client.get(PATH).get_data(as_text=True)
    workbook = only_workbook()
    told = {problem["code"] for record in records_of(workbook) for problem in record.problems}
    assert (workbook.errors + workbook.warnings > 0) == bool(told) or name == "bad-huge-range.xlsx"


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"GIF89a" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64])
def test_what_is_no_workbook_stays_listed_with_its_reason(client: Client, session: Session, body: bytes) -> None:
    sign_in(client, an_operator())
    html = client.get(upload(client, (body, "x.xlsx")).headers["Location"]).get_data(as_text=True)
    assert "このファイルは読み取れませんでした" in html
    assert only_workbook().state == "failed"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\見本\\申請書.xlsx", "申請書.xlsx"),
        ("a\r\nSet-Cookie: x=1.xlsx", "aSet-Cookie: x=1.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("...", "workbook"),
        ("髙﨑㈱①.xlsx", "髙﨑㈱①.xlsx"),
        ("長" * 500, "長" * 200),
    ],
)
def test_a_file_name_is_only_a_name(session: Session, sent: str, kept: str) -> None:
    assert intake.plain_name(sent) == kept


def test_the_file_is_given_back_as_it_came(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    place = upload(client, (sample("filled/b1-01.xlsx"), "../七月\t申請.xlsx")).headers["Location"]
    given_back = client.get(f"{place}/file")
    assert given_back.data == sample("filled/b1-01.xlsx")
    assert given_back.headers["Content-Disposition"] == disposition("七月申請.xlsx")
    assert given_back.mimetype == "application/octet-stream"


def test_no_file_at_all_is_said_at_the_field(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    answer = client.submit(PATH, {"files": (BytesIO(b""), "")}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "ファイルを選んでください" in answer.get_data(as_text=True)


@pytest.mark.rule("XLS-6")
def test_too_much_is_413_with_the_limit(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    size = 52 * 1024 * 1024
    answer = client.post(
        PATH,
        input_stream=BytesIO(bytes(size)),
        content_length=size,
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRFToken": client.token(PATH)},
    )
    assert answer.status_code == 413
    assert "50MB" in answer.get_data(as_text=True)


@pytest.mark.rule("XLS-6")
def test_what_is_left_over_is_read_by_hand_or_by_the_worker(client: Client, session: Session) -> None:
    who = an_operator()
    workbook, is_new = intake.take_in(acting(who), "later.xlsx", sample("filled/b1-01.xlsx"))
    assert is_new
    db.session.commit()
    sign_in(client, who)
    place = f"{PATH}/{workbook.id}"
    html = client.get(place).get_data(as_text=True)
    assert "まだ読み取っていません" in html
    assert client.submit(place, to=f"{place}/reading").status_code == 303
    assert only_workbook().state == "read"
    assert client.submit(place, to=f"{place}/reading").status_code == 303
    assert "いま「確認待ち」です" in client.get(place).get_data(as_text=True)


@pytest.mark.rule("XLS-4")
def test_every_value_keeps_where_it_came_from(session: Session) -> None:
    (record,) = records_of(taken_in(an_operator()))
    assert record.provenance["end_user.corporate_name"] == {
        "sheet": "B-1",
        "cell": "J12",
        "raw": "例示県庁　御中",
        "steps": ["honorific-dropped"],
    }
