"""What the recipient of a delivery does: two mails, the delivery site, the certificate, a new password, a request."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from email.message import EmailMessage

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.portal import until
from tests.browser.visitor import Visitor
from tests.mailbox import html_of, text_of

REFERENCE, PO = "12345678", "PO-2026-118"


@dataclass
class Recipient:
    """Somebody who reads the mails to `address`, and knows what is ordered by `order`."""

    visitor: Visitor
    address: str
    order: str

    def subject(self, phrase: str) -> str:
        """`ID`, `PW` or the acceptance, as the mail about this order must say it."""
        brand = "Trend Micro"
        if phrase == "accepted":
            return f"{self.visitor.words('%(brand)s ご購入受付', brand=brand)} {self.order} [{REFERENCE}]"
        return f"{self.visitor.words('重要:納品')} {brand} {self.order} {phrase} [{REFERENCE}]"

    def reads(self, subject: str) -> EmailMessage:
        """The one letter with this subject, when it has come."""
        box = self.visitor.portal.mailbox

        def found() -> list[EmailMessage]:
            return [letter for letter in box.to(self.address) if letter["Subject"] == subject]

        until(lambda: bool(found()), 30, f"no letter {subject!r} to {self.address}")
        assert len(found()) == 1, subject
        return found()[0]

    def reads_both(self, prefix: str = "") -> tuple[str, str]:
        """Number and password, each from its own mail, which says nothing of the other."""
        of_number = self.reads(prefix + self.subject("ID"))
        of_password = self.reads(prefix + self.subject("PW"))
        number = re.search(r"SHPC[0-9]{7}", text_of(of_number))
        password = re.search(r"\b[0-9A-Z]{17}\b", text_of(of_password))
        assert number
        assert password
        assert number.group() not in text_of(of_password) + html_of(of_password)
        assert password.group() not in text_of(of_number) + html_of(of_number)
        assert password.group() in html_of(of_password)
        assert f"{self.visitor.portal.address}/delivery" in text_of(of_number)
        return number.group(), password.group()


def sign_in(visitor: Visitor, number: str, password: str) -> None:
    """Type both, and be at the delivery."""
    visitor.open("/delivery/sign-in")
    visitor.sees_page("電子納品サイト")
    visitor.type({"delivery_number": number, "password": password})
    visitor.press("納品を開く")
    visitor.sees_page("ご注文の製品を納品します")
    expect(visitor.page.get_by_text(number).first).to_be_visible()


def is_refused(visitor: Visitor, number: str, password: str) -> None:
    """The same two words for a wrong password and an old one."""
    visitor.open("/delivery/sign-in")
    visitor.type({"delivery_number": number, "password": password})
    visitor.press("納品を開く")
    visitor.is_told("password")


def sign_out(visitor: Visitor) -> None:
    """Leave the delivery site."""
    visitor.press("終了する")
    visitor.sees_page("電子納品サイト")


def read_certificate(visitor: Visitor, company: str, code: str, number: str) -> str:
    """Open it in its window, print it, save its PDF; the address that verifies it."""
    with visitor.page.context.expect_page() as opened:
        visitor.tap(visitor.page.locator('main a[href$="/certificate"]'))
    paper = replace(visitor, page=opened.value)
    paper.sees_page("ライセンス証書")
    for words in (company, code, number):
        expect(paper.page.get_by_text(words).first).to_be_visible()
    printed = PdfReader(io.BytesIO(paper.page.pdf(format="A4", print_background=True)))
    assert len(printed.pages) == 1
    with paper.page.expect_download() as download:
        paper.tap(paper.page.locator('a[href$="certificate.pdf"]'))
    assert download.value.suggested_filename == f"{number}.pdf"
    text = "".join("".join(page.extract_text() for page in PdfReader(download.value.path()).pages).split())
    for words in (company, code, number):
        assert words in text
    address = paper.page.locator(".certificate__address").get_attribute("href")
    assert address
    paper.page.close()
    return address


def verify(visitor: Visitor, address: str, company: str, code: str) -> None:
    """Where the picture on the paper leads: it says whose it is, and not the code."""
    visitor.open(address)
    visitor.sees_page("証書の確認")
    visitor.sees("この証書は、このポータルが発行したものです")
    expect(visitor.page.get_by_text(company).first).to_be_visible()
    assert code not in visitor.page.content()
    visitor.open(address[:-3] + "AAA")
    visitor.sees_page("証書が見つかりません")
    # Chromium calls the answer to it, 404, a fault.
    visitor.faults[:] = [fault for fault in visitor.faults if "/verify/" not in fault]


def ask_anew(visitor: Visitor, number: str) -> None:
    """A new password, first for a number that is none: the page says the same."""
    for typed in ("SHPC0000000", number):
        visitor.open("/delivery/reissue")
        visitor.sees_page("パスワードを再発行する")
        visitor.type({"delivery_number": typed})
        visitor.press("新しいパスワードを送る")
        visitor.sees_page("再発行を受け付けました")


def ask_resend(visitor: Visitor, order: str, requester: dict[str, str]) -> None:
    """The public form, first empty; `requester` has the contract's company too."""
    visitor.open("/delivery/resend-request")
    visitor.sees_page("納品の再送を依頼する")
    visitor.press("再送を依頼する")
    visitor.is_told("number", "contract_company", "requester-email")
    visitor.type({"number": order, "contract_company": requester["company"]})
    visitor.type(requester, "requester-")
    visitor.press("再送を依頼する")
    visitor.sees_page("再送のご依頼を受け付けました")
