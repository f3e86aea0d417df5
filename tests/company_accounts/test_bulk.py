"""Many end users from a file: templates, errors in the middle, nothing before it is confirmed, all or nothing."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tbc.audit.models import AuditEvent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.entries.party import PARTY as FIELDS
from tbc.kit.sheets import stream_csv, write_xlsx
from tbc.organizations.models import EndUser, EndUserUpload
from tbc.organizations.service import bulk, end_users
from tests.applications.given import PARTY
from tests.company_accounts.conftest import House

pytestmark = pytest.mark.rule("ORG-7")
HEADINGS = [field.name for field in FIELDS]


def _row(**changes: str) -> list[str]:
    content = PARTY | changes
    return [content[name] for name in HEADINGS]


def _rows(count: int, **changes: str) -> list[list[str]]:
    return [_row(corporate_name=f"契約者{at:04}", corporate_number="", **changes) for at in range(count)]


def _csv(*rows: list[str], headings: list[str] | None = None) -> bytes:
    return b"".join(stream_csv(headings or HEADINGS, rows))


def _send(house: House, body: bytes, name: str = "契約者.csv", by: str = "manager") -> TestResponse:
    here = house.at("/end-users/import")
    answer = house.browser(by).submit(here, {"file": (io.BytesIO(body), name)}, follow_redirects=True)
    # Werkzeug writes a large upload to a file, and leaves it open.
    (answer.history or (answer,))[0].request.environ["wsgi.input"].close()
    return answer


def _confirm(house: House, way: str = "skip", act: str = "save") -> TestResponse:
    here = house.at("/end-users/import/preview")
    browser = house.browser("manager")
    token = re.search(r'name="token" value="(\w+)"', browser.get(here).text)
    assert token
    return browser.submit(here, {"token": token[1], "way": way, "act": act}, follow_redirects=True)


def _count() -> int:
    return session.scalar(select(func.count()).select_from(EndUser)) or 0


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_filled_template_is_read(house: House, form: str, language: str) -> None:
    browser = house.browser("manager")
    body = browser.get(house.at(f"/end-users/import/template.{form}?language={language}")).data
    if form == "csv":
        body += ",".join(f'"{text}"' for text in _row()).encode() + b"\r\n"
    else:
        book = load_workbook(io.BytesIO(body))
        sheet = book.worksheets[0]
        assert sheet.max_column == len(FIELDS)
        for place, text in enumerate(_row(), 1):
            sheet.cell(3, place, text)
        target = io.BytesIO()
        book.save(target)
        body = target.getvalue()
    assert "新しい契約者" in _send(house, body, f"契約者.{form}").text
    assert "契約者を1件登録し" in _confirm(house).text
    assert session.scalars(select(EndUser)).one().content == PARTY


def test_nothing_is_kept_before_it_is_confirmed(house: House) -> None:
    answer = _send(house, _csv(*_rows(3)))
    assert "まだ何も登録していません" in answer.text
    assert "3件" in answer.text
    assert _count() == 0
    assert "3件登録し" in _confirm(house).text
    assert _count() == 3
    assert session.scalars(select(EndUserUpload)).all() == []
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "end-users-imported")).one()
    assert (event.organization_id, event.details["added"]) == (house.organization_id, 3)
    assert "契約者0001" in house.browser("member").get(house.at("/end-users?q=契約者0001")).text


def test_errors_in_the_middle_are_named_by_cell_and_nothing_is_kept(house: House) -> None:
    rows = _rows(30)
    rows[14][HEADINGS.index("corporate_name_kana")] = "漢字"
    rows[20][HEADINGS.index("email")] = ""
    rows[20][HEADINGS.index("prefecture")] = "東京"
    rows[25] = list(rows[3])
    answer = _send(house, write_xlsx(HEADINGS, rows), "契約者.xlsx")
    assert answer.status_code == 422
    for cell in ("B16", "N22", "E22", "A27"):
        assert f'class="code">{cell}</th>' in answer.text
    assert "漢字" in answer.text
    assert "5行目と、法人名と所属部署が同じです。" in answer.text
    assert "直すところが4か所あります" in answer.text
    assert _count() == 0
    assert house.browser("manager").get(house.at("/end-users/import/preview")).status_code == 303


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        (b"%PDF-1.7 ...", "契約者.pdf", "ファイルを開けません。"),
        (b"PK\x03\x04", "契約者.xlsx", "ファイルを開けません。"),
        (b"", "契約者.csv", "ファイルに何も書かれていません。"),
        (b"a" * (5 * 1024 * 1024 + 1), "契約者.csv", "ファイルが大きすぎます。5 MB以下"),
        (_csv(), "契約者.csv", "契約者の行がありません。"),
        (_csv(*_rows(5_001)), "契約者.csv", "一度に登録できるのは5,000件までです。5,001件あります。"),
        (_csv(*_rows(5_100)), "契約者.csv", "5,020行"),
        (_csv(_row(), headings=["名前", *HEADINGS[1:]]), "契約者.csv", "見出しの列が足りません: 法人名。"),
        (_csv(_row(), headings=[HEADINGS[1], *HEADINGS[1:]]), "契約者.csv", "同じ見出しの列が2つあります。"),
    ],
    ids=["pdf", "broken", "empty", "large", "headings-only", "5001", "5100", "heading-missing", "heading-twice"],
)
def test_what_is_no_list_of_end_users_is_refused_in_a_sentence(
    house: House, body: bytes, name: str, sentence: str
) -> None:
    answer = _send(house, body, name)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_no_file_is_no_error_page(house: House) -> None:
    answer = house.browser("manager").submit(house.at("/end-users/import"), {})
    assert answer.status_code == 422
    assert "ファイルを選んでください。" in answer.text


def test_columns_of_ones_own_are_named_and_left_out(house: House) -> None:
    body = b"".join(stream_csv([*HEADINGS, "社内メモ"], [[*_row(), "見込み"]]))
    assert "社内メモ" in _send(house, body).text


def _known(house: House, **changes: Any) -> None:
    end_users.register(house.actor("manager"), house.account, PARTY | changes)
    session.commit()


OVERLAPPING = _csv(
    _row(phone="03-5555-1234"),
    _row(corporate_name="名前だけ同じ株式会社", corporate_number="", department="新しい部署"),
    _row(corporate_name="変わらない株式会社", corporate_number=""),
    _row(corporate_name="新しい株式会社", corporate_number=""),
)


@pytest.mark.parametrize(
    ("way", "kept", "phone"), [("skip", 4, "0567-55-3265"), ("update", 4, "03-5555-1234"), ("add", 5, "0567-55-3265")]
)
def test_those_that_are_there_are_named_and_skipped_updated_or_added(
    house: House, way: str, kept: int, phone: str
) -> None:
    _known(house)
    _known(house, corporate_name="名前だけ同じ株式会社", corporate_number="")
    _known(house, corporate_name="変わらない株式会社", corporate_number="")
    text = _send(house, OVERLAPPING).text
    assert "法人番号と所属部署" in text
    assert "法人名だけ" in text
    assert re.search(r"内容が同じ契約者</dt>\s*<dd[^>]*>1件", text)
    _confirm(house, way)
    assert _count() == kept
    first = session.scalars(select(EndUser).where(EndUser.corporate_number != "")).one()
    assert first.content["phone"] == phone
    assert first.version == (2 if way == "update" else 1)


def test_what_changed_since_the_preview_is_shown_again_first(house: House) -> None:
    _send(house, _csv(_row(), *_rows(2)))
    browser, here = house.browser("manager"), house.at("/end-users/import/preview")
    token = re.search(r'name="token" value="(\w+)"', browser.get(here).text)
    assert token
    _known(house, phone="03-5555-1234")
    answer = browser.submit(here, {"token": token[1], "way": "update"}, follow_redirects=True)
    assert "確認している間に契約者が変わりました。" in answer.text
    assert _count() == 1


def test_a_file_can_be_thrown_away_and_is_after_a_day(house: House) -> None:
    _send(house, _csv(_row()))
    assert "ファイルを破棄しました。" in _confirm(house, act="discard").text
    assert session.scalars(select(EndUserUpload)).all() == []
    _send(house, _csv(_row()))
    session.scalars(select(EndUserUpload)).one().uploaded_at = now() - timedelta(hours=25)
    session.commit()
    assert house.browser("manager").get(house.at("/end-users/import/preview")).status_code == 303
    bulk.forget_uploads()
    assert session.scalars(select(EndUserUpload)).all() == []


def test_another_managers_file_is_not_shown(house: House) -> None:
    _send(house, _csv(_row()))
    owner = house.browser("owner")
    owner.submit(house.at(), to=house.at("/membership"))
    assert owner.get(house.at("/end-users/import/preview")).status_code == 303


def test_five_thousand_are_kept_at_once(house: House) -> None:
    _send(house, write_xlsx(HEADINGS, _rows(5_000)), "契約者.xlsx")
    assert "契約者を5000件登録し" in _confirm(house).text
    assert _count() == 5_000
