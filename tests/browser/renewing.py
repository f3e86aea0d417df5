"""What a person does in a browser to renew licenses by invoice: choose, say who pays, agree, order (RNW-3)."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.accounts.models import User
from tbc.kit import db
from tests.browser.portal import BILLING
from tests.browser.visitor import Visitor
from tests.conftest import ACCOUNT
from tests.renewals.given import LINE, PAYER

WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
PICTURES = os.environ.get("TBC_RENEWAL_PICTURES", "")
# Names that stay as they are on English pages.
OWN = {
    "更新　花子",
    ACCOUNT.bank,
    ACCOUNT.branch,
    ACCOUNT.holder,
    BILLING["TBC_ISSUER_ADDRESS"],
}
# What three licenses bring of each: 20, 5 at the reduced rate, 20.
UNITS = (20, 5, 20)


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture of the page, if somebody wants to look at it."""
    if PICTURES:
        width = visitor.page.viewport_size["width"] if visitor.page.viewport_size else 0
        shown = f"{name}-{width}-{visitor.language}-{visitor.script}.png"
        visitor.page.screenshot(path=Path(PICTURES) / shown, full_page=True)


def come_in(visitor: Visitor, user: User) -> None:
    """Their session in this window; to be called while the portal's database is at hand."""
    token = sessions.begin(user, "127.0.0.1", "test")
    db.session.commit()
    visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])


def total(years: int, third: str = "VBT-STD") -> str:
    """What the three cost together, with tax: the first for so many years, the others for one."""
    standard = UNITS[0] * LINE["VBC"][1] * years + UNITS[2] * LINE[third][1]
    reduced = UNITS[1] * LINE["REDUCED"][1]
    return f"{standard + standard // 10 + reduced + reduced * 8 // 100:,}"


def tick(visitor: Visitor, numbers: Sequence[str]) -> None:
    """Choose these licenses in the list."""
    page = visitor.page
    visitor.open("/renewals?ends=all")
    visitor.sees_page("契約更新")
    look(visitor, "1-list")
    for number in numbers:
        page.locator(f"#license-{number}").check()
        if visitor.script:
            expect(page.locator(f"#years-{number}")).to_be_visible()
    if not visitor.script:
        visitor.press("選んだ内容で金額を計算する")


def take_years(visitor: Visitor, number: str, years: int) -> None:
    """Renew one of those that are chosen for so many years; with script the total follows."""
    visitor.page.locator(f"#years-{number}").select_option(str(years))
    if visitor.script:
        expect(visitor.page.locator(".totalbar__sum")).to_contain_text(total(years))


def begin(visitor: Visitor) -> None:
    """On to the payer, and say who that is."""
    look(visitor, "2-chosen")
    visitor.press("まとめて契約更新を申し込む")
    visitor.sees_page("ご請求先")
    visitor.type({name: text for name, text in PAYER.items() if text})
    # The field that was typed into last proposes nothing more, and what is kept has a shape of its own.
    visitor.own |= {"〒498-0000", f"{PAYER['prefecture']}{PAYER['city']}{PAYER['street']}"}
    look(visitor, "3-payer")


def agree_and_order(visitor: Visitor, years: int) -> str:
    """From the payer to the invoice; the address of the renewal's page."""
    page = visitor.page
    visitor.press("使用許諾契約書へ進む")
    visitor.sees_page("使用許諾契約書")
    look(visitor, "4-agreement")
    visitor.press("同意して、お申し込み内容を確認する")
    visitor.sees_page("お申し込み内容と個人情報の取扱い")
    look(visitor, "5-personal-data")
    visitor.press("同意して、お申し込み内容を完了する")
    visitor.sees_page("最終確認")
    expect(page.get_by_text(total(years)).first).to_be_visible()
    look(visitor, "6-confirm")
    visitor.press("この内容で契約更新を申し込む")
    visitor.sees_page("お申し込みを受け付けました")
    expect(page.get_by_text(total(years)).first).to_be_visible()
    look(visitor, "7-done")
    return re.sub(r"^https?://[^/]+", "", page.url)
