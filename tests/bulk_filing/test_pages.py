"""The pages of bulk filing: what was found, the question whether to file it, progress, result, and who sees them."""

from __future__ import annotations

import csv
import io
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.service import intake
from tbc.kit import db
from tbc.kit.clock import now
from tests.applications.company import Company, company
from tests.applications.given import a_product
from tests.bulk_filing.given import a_row, a_sheet, begun, cells_of, uploaded, worked
from tests.client import Client
from tests.people import a_customer, sign_in

__all__ = ["company"]
AGREED = {"privacy": "y", "consent": "y"}
OTHER = "a@other.example.com"


@pytest.fixture
def browser(client: Client) -> Client:
    """Somebody who files."""
    a_product()
    return sign_in(client, a_customer("見本　さくら"))


def send(browser: Client, *rows: dict[str, str], name: str = "申請.xlsx") -> str:
    """Upload a sheet; where it leads to."""
    values = {"file": (io.BytesIO(a_sheet(rows)), name)}
    answer = browser.submit("/bulk-filings/new", values, to="/bulk-filings", content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def the_sheet() -> BulkFiling:
    return db.session.scalars(select(BulkFiling)).one()


def test_a_sheet_is_shown_row_by_row_before_anything_is_filed(browser: Client) -> None:
    here = send(browser, a_row(1), a_row(2, items__quantity="多数", delivery__email=""), {**a_row(3), "社内メモ": "x"})
    html = browser.get(here).text
    for words in (
        "1件に直すところがあります",
        "数量は数字で入力してください。例: 100",
        "「多数」",
        "社内メモ",
        "2件を申請する",
    ):
        assert words in html
    assert db.session.scalar(select(func.count()).select_from(Application)) == 0
    only = browser.get(f"{here}?only=faulty").text
    assert "見本0002株式会社" in only
    assert "見本0001株式会社" not in only


def test_what_is_missing_in_the_answer_is_said(browser: Client) -> None:
    here = send(browser, a_row(1, end_user__email=OTHER), a_row(2, items__quantity="x"))
    for values, words in (
        ({}, "申請のしかたを選んでください。"),
        ({"way": "good"}, "契約者の同意を得ていることを確認し"),
        ({"way": "good", "consent": "y"}, "個人情報の取扱いを読み"),
        ({"way": "all", **AGREED}, "直すところが残っています。"),
    ):
        answer = browser.submit(here, values, to=f"{here}/filing")
        assert answer.status_code == 422
        assert words in answer.text, answer.text.split("<main")[1][:3000]
    assert the_sheet().state == "checked"


@pytest.mark.rule("UX-1")
def test_it_is_filed_once_for_two_clicks_and_shows_how_far_it_has_come(browser: Client) -> None:
    here = send(browser, *(a_row(number) for number in range(1, 13)))
    token = browser.token(here)
    for _ in range(2):
        answer = browser.post(f"{here}/filing", data={"csrf_token": token, "way": "good", **AGREED})
        assert (answer.status_code, answer.location) == (303, here)
    assert "0 / 12件" in browser.get(here).text
    part = browser.get(here, headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert "every 2s" in part.text
    worked(the_sheet())
    html = browser.get(here).text
    assert "12件を申請し、受付番号を取りました。" in html
    assert "every 2s" not in html
    assert db.session.scalar(select(func.count()).where(Application.number.is_not(None))) == 12


def test_the_result_is_the_sheet_with_numbers_and_what_to_mend(browser: Client) -> None:
    here = send(browser, a_row(1, remarks="@SUM(1)"), a_row(2, items__quantity="x", end_user__phone="12"), a_row(3))
    browser.submit(here, {"way": "good", **AGREED}, to=f"{here}/filing")
    worked(the_sheet())
    head, *rows = cells_of(browser.get(f"{here}/result.xlsx").data)
    assert head[:4] == ["結果", "受付番号", "直すところ", "申請区分"]
    assert [row[0] for row in rows] == ["申請済み", "直すところがある", "申請済み"]
    assert [len((row[1] or "").replace(" ", "")) for row in rows] == [24, 0, 24]
    assert rows[1][2].splitlines()[0] == "数量: 数量は数字で入力してください。例: 100"
    assert rows[0][head.index("備考")] == "'@SUM(1)"
    table = list(csv.reader(io.StringIO(browser.get(f"{here}/result.csv").data.decode("utf-8-sig"))))
    assert [[cell or None for cell in row] for row in table] == [head, *rows]

    (only,) = cells_of(browser.get(f"{here}/result.xlsx?only=to-mend").data)[1:]
    assert only[head.index("契約者 法人名（正式名称）")] == "見本0002株式会社"


def test_the_rows_to_mend_are_mended_and_uploaded_again(browser: Client) -> None:
    here = send(browser, a_row(1), a_row(2, items__quantity="x", end_user__phone="12"))
    head, row = cells_of(browser.get(f"{here}/result.xlsx?only=to-mend").data)
    mended = {**dict(zip(head, row, strict=True)), "数量": "5", "契約者 電話番号": "03-5555-1234"}
    again = send(browser, {name: str(text or "") for name, text in mended.items()}, name="直し.xlsx")
    html = browser.get(again).text
    assert "1件を申請する" in html
    assert "読み取らない列" not in html


def test_a_mended_sheet_takes_the_place_of_the_one_before(browser: Client) -> None:
    first = send(browser, a_row(1, items__quantity="x"))
    second = send(browser, a_row(1))
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200


def test_a_bad_file_is_answered_in_the_form(browser: Client) -> None:
    for values in ({}, {"file": (io.BytesIO(b"no workbook"), "a.xlsx")}):
        answer = browser.submit("/bulk-filings/new", values, to="/bulk-filings", content_type="multipart/form-data")
        assert answer.status_code == 422
    assert "ファイルを開けません。" in answer.text


def test_a_sheet_is_thrown_away(browser: Client) -> None:
    here = send(browser, a_row(1))
    answer = browser.submit(here, {}, to=f"{here}/discard")
    assert answer.status_code == 303
    assert browser.get(here).status_code == 404


def test_who_uploads_too_often_waits(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "UPLOADS", intake.Limit("bulk-filing", 1, 60))
    send(browser, a_row(1))
    values = {"file": (io.BytesIO(a_sheet([a_row(1)])), "a.xlsx")}
    answer = browser.submit("/bulk-filings/new", values, to="/bulk-filings", content_type="multipart/form-data")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.rule("ORG-6")
def test_managers_see_what_members_file_into_their_account_and_nobody_else(company: Company) -> None:
    sheet = uploaded(company.user("member"), [a_row(1)], company.account_id)
    here = f"/bulk-filings/{sheet.id}"
    assert company.statuses(here) == {
        "owner": 404, "manager": 404, "member": 200, "colleague": 404, "stranger": 404,
    }  # fmt: skip
    begun_here = begun(company.user("member"), [a_row(2)], account_id=company.account_id).id
    seen = company.statuses(f"/bulk-filings/{begun_here}")
    assert seen == {"owner": 404, "manager": 200, "member": 200, "colleague": 404, "stranger": 404}
    mixed = begun(company.user("member"), [a_row(3), a_row(4, account="簡易申請")], account_id=company.account_id).id
    assert company.statuses(f"/bulk-filings/{mixed}")["manager"] == 404
    listed = company.text("manager", "/bulk-filings")
    assert str(begun_here) in listed
    assert str(mixed) not in listed


def test_the_list_goes_on_by_place(browser: Client) -> None:
    filer_id = db.session.scalars(select(User.id)).one()
    for number in range(21):
        db.session.add(BulkFiling(filer_id=filer_id, filer_name="見本", file_name=f"{number}.xlsx"))
        db.session.flush()
    db.session.commit()
    html = browser.get("/bulk-filings").text
    assert "20.xlsx" in html
    older = html.split('rel="next"')[0].rpartition('href="')[2].split('"')[0]
    assert "/bulk-filings/" in browser.get(older).text
    assert UUID(older.partition("older=")[2])


@pytest.mark.usefixtures("session")
def test_old_sheets_are_forgotten_and_their_applications_stay() -> None:
    filer = a_customer()
    done = worked(begun(filer, [a_row(1)]))
    unfiled = uploaded(filer, [a_row(2)])
    intake.forget_sheets()
    assert db.session.scalar(select(func.count()).select_from(BulkFiling)) == 2
    for one in (done, unfiled):
        found = db.session.get_one(BulkFiling, one.id)
        found.created_at = now() - intake.KEPT_FOR - intake.CHECKED_FOR
    db.session.commit()
    intake.forget_sheets()
    assert db.session.scalar(select(func.count()).select_from(BulkFiling)) == 0
    assert db.session.scalar(select(func.count()).where(Application.number.is_not(None))) == 1


def test_only_an_open_filing_is_stopped(browser: Client) -> None:
    here = send(browser, a_row(1))
    answer = browser.submit(here, {}, to=f"{here}/cancellation")
    assert answer.status_code == 303
    assert "いま「確認待ち」です。" in browser.get(here).text
