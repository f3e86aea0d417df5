"""A partner fills in the template, sees what is wrong, mends it, files it and keeps the result (SPEC §6)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tbc.accounts import passwords, sessions
from tbc.bulk_filing.columns import column_of
from tbc.kit import db
from tbc.organizations.models import EndUser
from tbc.organizations.service.end_users import columns
from tests import people
from tests.applications.given import PARTY
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD
from tests.bulk_filing.given import a_row, cells_of
from tests.mailbox import text_of
from tests.organizations.given import an_account, an_organization

pytestmark = pytest.mark.browser
WINDOWS = pytest.mark.parametrize(
    "window",
    [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}],
    ids=["script", "no script", "narrow", "English"],
)
CLIENTS = ("見本商事株式会社", "例題工業株式会社", "雛形学園")
ACCOUNT = "高崎見本 お客様"


@dataclass
class Partner:
    """A dealer's person with a company account that keeps three end users."""

    visitor: Visitor
    email: str

    @property
    def page(self) -> Page:
        return self.visitor.page


@pytest.fixture
def a_partner(portal: Portal, a_visitor: Callable[..., Visitor]) -> Callable[..., Partner]:
    """Somebody in partner mode."""

    def begin(**window: object) -> Partner:
        visitor = a_visitor(**window)
        with portal.given():
            dealer = people.a_customer("販売　花子", password_hash=passwords.hash_password(PASSWORD), mode="partner")
            dealer.email = f"hanako.hambai@d{dealer.id.hex[-10:]}.co.jp"
            dealer.language = visitor.language
            organization = an_organization(dealer, dealer.email.partition("@")[2], name="ひな形販売株式会社")
            account = an_account(organization, dealer, [], name=ACCOUNT)
            for number, name in enumerate(CLIENTS):
                section = {**PARTY, "corporate_name": name, "corporate_number": "", "department": f"第{number + 1}課"}
                db.session.add(EndUser(account_id=account.id, **columns(section)))
            token = sessions.begin(dealer, "127.0.0.1", "test")
            email = dealer.email
        visitor.own |= {*CLIENTS, ACCOUNT, "販売　花子", "ひな形販売株式会社", *PARTY.values()}
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": portal.address}])
        return Partner(visitor, email)

    return begin


def downloaded(partner: Partner, link: str) -> bytes:
    """What a link saves."""
    with partner.page.expect_download() as waiting:
        partner.visitor.follow(link)
    return Path(waiting.value.path()).read_bytes()


def filled_in(template: bytes, rows: list[dict[str, str]]) -> bytes:
    """The template with these rows under its example, as somebody would type them."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet: Any = book.worksheets[0]
    head = 2
    places = {
        column.path: cell.column for cell in sheet[head] if (column := column_of(str(cell.value or ""))) is not None
    }
    for number, row in enumerate(rows, sheet.max_row + 1):
        for path, typed in row.items():
            sheet.cell(number, places[path], typed)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def upload(partner: Partner, body: bytes) -> None:
    """Choose the company account and the file, and look at what is found in it."""
    visitor = partner.visitor
    visitor.open("/bulk-filings/new")
    visitor.sees_page("ファイルから申請する")
    visitor.choose("mode", "account-managed")
    sent = {"name": "四月.xlsx", "mimeType": "application/zip", "buffer": body}
    partner.page.locator('[name="file"]').set_input_files(sent)
    visitor.press("内容を確認する")
    visitor.sees_page("申請する内容の確認")


def file_all(partner: Partner) -> None:
    """Ask for all or nothing, with both boxes ticked."""
    partner.visitor.choose("way", "all")
    for box in ("consent", "privacy"):
        partner.visitor.field(box).check()
    partner.visitor.tap(partner.page.locator("form[action$='/filing'] [type=submit]"))


def until_done(partner: Partner) -> None:
    """Wait; without script the page is asked for again by hand."""
    for _ in range(60):
        done = partner.page.get_by_text(partner.visitor.words("申請が終わりました"))
        if partner.visitor.script:
            expect(done.first).to_be_visible(timeout=60_000)
            return
        if done.count():
            return
        partner.page.wait_for_timeout(500)
        partner.visitor.follow("更新する")
    raise AssertionError("not done")


def of_client(number: int, **changes: str) -> dict[str, str]:
    """A row that names one of the end users that are kept, and nothing else of it."""
    row = a_row(number + 1, items__product="", **changes)
    bare = {path: text for path, text in row.items() if not path.startswith("end_user.") and text}
    return {**bare, "end_user.corporate_name": CLIENTS[number]}


@pytest.mark.rule("ORG-7")
@WINDOWS
def test_a_sheet_is_filled_in_mended_filed_and_kept(
    a_partner: Callable[..., Partner], portal: Portal, window: dict[str, object]
) -> None:
    partner = a_partner(**window)
    visitor = partner.visitor
    visitor.own |= {"四月.xlsx", "12-3"}
    code = a_code(portal)
    visitor.open("/")
    visitor.sees_page("ホーム")
    visitor.follow("ファイルから申請する")
    template = downloaded(partner, "ひな形をダウンロードする（Excel）")
    rows = [of_client(number) | {"items.product": code} for number in range(3)]
    rows[1]["items.quantity"] = "12-3"
    upload(partner, filled_in(template, rows))
    visitor.sees("すべて正しいときだけ申請する")
    file_all(partner)
    visitor.is_told("way-0")

    mended = cells_of(downloaded(partner, "直す行だけのファイルを保存する"))
    assert len(mended) == 2
    assert "12-3" in mended[1]
    rows[1]["items.quantity"] = "123"
    upload(partner, filled_in(template, rows))
    file_all(partner)
    until_done(partner)
    visitor.inspect()
    result = cells_of(downloaded(partner, "結果を保存する（Excel）"))
    numbers = {row[1] for row in result[1:]}
    assert len(numbers) == 3
    letter = text_of(portal.letter(partner.email))
    assert all(number in letter for number in numbers)
    visitor.open("/bulk-filings")
    visitor.sees_page("一括申請")
    visitor.open("/")
    visitor.sees_page("ホーム")
    assert portal.count("SELECT count(*) FROM applications WHERE filer_email = :to", to=partner.email) == 3


def a_code(portal: Portal) -> str:
    """A product that any company may have for one year, in any number, with nothing beside."""
    wanted = """
        SELECT min(code) FROM products WHERE channel = 'web' AND supplement_code IS NULL AND 1 = ANY (term_years)
        AND NOT contact_persons_required AND 'new' = ANY (application_kinds) AND 'corporate' = ANY (contract_classes)
        AND min_quantity = 1 AND coalesce(offered_until, now()::date) >= now()::date
        AND coalesce(offered_from, now()::date) <= now()::date"""
    with portal.engine.connect() as connection:
        return str(connection.execute(text(wanted)).scalar_one())
