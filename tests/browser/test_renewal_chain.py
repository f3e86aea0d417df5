"""The whole chain of a renewal: quote, invoice, the bank's file, longer terms, the receipt, a new certificate."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from jaconv import z2h
from playwright.sync_api import expect
from pypdf import PdfReader

from tbc.catalog.rules import add_months
from tbc.kit.clock import today
from tbc.kit.db import session
from tbc.kit.formats import long_date
from tbc.kit.language import speaking
from tbc.licenses.models import License
from tbc.licenses.rules import add_years
from tests import people
from tests.browser.renewing import agree_and_order, begin, come_in, look, take_years, tick, total
from tests.browser.visitor import Visitor
from tests.conftest import ACCOUNT, settings_for
from tests.payments.files import Box, Paid, joined, notice
from tests.renewals.given import PAYER, held

pytestmark = [pytest.mark.browser, *(pytest.mark.rule(name) for name in ("RNW-3", "RNW-4", "BIL-2", "PAY-2"))]
YEARS = 3
# 20 units for three years and 20 for one at 10 %, 5 at 8 %: what papers say of each rate, tax rounded once.
BY_RATE = ("417,600", "41,760", "5,555", "444")


@dataclass
class Chain:
    """A customer with three licenses, signed in: their numbers, contracts and present ends."""

    visitor: Visitor
    numbers: list[str]
    paths: list[str]
    ends: list[date]

    def says(self, day: date) -> str:
        """A day as papers and pages write it, in the customer's language."""
        with speaking(self.visitor.language):
            return long_date(day)

    def pdf(self, path: str) -> str:
        """What can be read in a paper, spaces left out: lines are broken where there is room."""
        answer = self.visitor.page.request.get(f"{self.visitor.portal.address}{path}")
        assert answer.status == 200
        return _words("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages))


@pytest.fixture
def a_chain(a_visitor: Callable[..., Visitor]) -> Callable[..., Chain]:
    def come(**window: object) -> Chain:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            own = people.a_customer("更新　太郎", email=f"taro{id(visitor)}@gmail.com", language=visitor.language)
            made = [held(own, days=24), held(own, product="REDUCED", days=41, quantity=5)]
            made.append(held(own, product="VBT-STD", days=60))
            chain = Chain(
                visitor,
                [one.license_id for one in made],
                [f"/contracts/{one.id}" for one in made],
                [one.ends_on for one in made],
            )
            come_in(visitor, own)
        return chain

    return come


@pytest.mark.parametrize("window", [{}, {"language": "en"}], ids=["Japanese", "English"])
def test_from_the_list_to_the_new_certificate(
    a_chain: Callable[..., Chain], a_visitor: Callable[..., Visitor], window: dict[str, object]
) -> None:
    chain = a_chain(**window)
    visitor = chain.visitor
    tick(visitor, chain.numbers)
    take_years(visitor, chain.numbers[0], YEARS)
    begin(visitor)
    _quote(chain)
    here = agree_and_order(visitor, YEARS)
    number = _invoice(chain)
    _bank_file(a_visitor(), number)
    visitor.open(here)
    visitor.sees_page("契約を更新しました")
    _receipt(chain, number)
    look(visitor, "8-paid")
    _certificates(chain)


def _quote(chain: Chain) -> None:
    """Before anything is agreed to: the same sums, nothing to be paid."""
    visitor, page = chain.visitor, chain.visitor.page
    visitor.press("見積書を表示する")
    visitor.sees_page("見積書")
    text = chain.pdf(_path(visitor) + ".pdf")
    for words in (f"QUO-{today().year}-", *BY_RATE, total(YEARS), PAYER["company"]):
        assert _words(words) in text, words
    assert ACCOUNT.number not in text
    page.go_back()
    visitor.sees_page("ご請求先")


def _invoice(chain: Chain) -> str:
    """The invoice's paper says how to pay; it is no qualified invoice. Its number."""
    visitor = chain.visitor
    visitor.tap(visitor.page.get_by_role("link", name=f"INV-{today().year}-"))
    visitor.sees_page("請求書")
    text = chain.pdf(_path(visitor) + ".pdf")
    number = text[text.index("INV-") :][: len("INV-2026-000001")]
    account = (ACCOUNT.bank, ACCOUNT.branch, ACCOUNT.number, ACCOUNT.holder)
    for words in (*BY_RATE, total(YEARS), chain.says(add_months(today(), 2)), *account, PAYER["company"]):
        assert _words(words) in text, words
    assert settings_for().issuer_registration_number not in text
    return number


def _bank_file(clerk: Visitor, number: str) -> None:
    """The bank's file of the day, with this transfer and one of nobody known: looked at, then taken."""
    with clerk.portal.given():
        come_in(clerk, people.an_operator())
    amount = int(total(YEARS).replace(",", ""))
    paid = Paid(amount, z2h(PAYER["transfer_name"].replace("）", ")"), kana=True), on=today(), edi=number)
    box = Box((paid, Paid(77_777, "ﾀﾞﾚｶ", on=today())), ACCOUNT.bank_code, ACCOUNT.branch_code, ACCOUNT.number)
    content = joined(notice(box))
    clerk.open("/desk/payments")
    clerk.sees_page("入金の消込")
    file = {"name": f"nyukin-{number}.txt", "mimeType": "text/plain", "buffer": content}
    clerk.page.locator('input[name="file"]').set_input_files(file)  # type: ignore[arg-type]  # as Playwright takes it
    clerk.press("内容を確認する")
    clerk.sees_page("取り込む内容の確認")
    expect(clerk.page.get_by_text(number).first).to_be_visible()
    clerk.press("取り込む")
    expect(clerk.button("取り込む")).to_have_count(0)
    expect(clerk.page.get_by_text(clerk.words("取り込みました")).first).to_be_visible()


def _receipt(chain: Chain, number: str) -> None:
    """It comes by itself, and is the qualified invoice."""
    visitor, page = chain.visitor, chain.visitor.page
    receipt = page.locator("#receipt a", has_text="RCP-")
    expect(receipt).to_be_visible(timeout=20_000)
    path = str(receipt.get_attribute("href"))
    text = chain.pdf(path + ".pdf")
    registered = settings_for().issuer_registration_number
    for words in (f"RCP-{today().year}-", registered, *BY_RATE, total(YEARS), "※", chain.says(today())):
        assert _words(words) in text, words
    to = f"taro{id(visitor)}@gmail.com"
    letter = visitor.portal.letter(to, 1)
    assert [str(part.get_filename())[:4] for part in letter.iter_attachments()] == ["RCP-"]
    assert visitor.portal.count("SELECT count(*) FROM invoices WHERE number = :n AND state = 'paid'", n=number) == 1


def _certificates(chain: Chain) -> None:
    """Each license ends later by its years, on the contract's page and on its certificate."""
    visitor, page = chain.visitor, chain.visitor.page
    with visitor.portal.given():
        ends = [session.get_one(License, path.rsplit("/", 1)[1]).ends_on for path in chain.paths]
    assert ends == [add_years(end, years) for end, years in zip(chain.ends, (YEARS, 1, 1), strict=True)]
    visitor.open(chain.paths[0])
    visitor.sees_page("契約内容")
    look(visitor, "9-contract")
    visitor.open(f"{chain.paths[0]}/certificate")
    expect(page.get_by_text(chain.says(ends[0])).first).to_be_visible()
    expect(page.get_by_text("ORDC").first).to_be_visible()
    look(visitor, "a-certificate")
    assert _words(chain.says(ends[0])) in chain.pdf(f"{chain.paths[0]}/certificate.pdf")


def _path(visitor: Visitor) -> str:
    return visitor.page.url.removeprefix(visitor.portal.address)


def _words(text: str) -> str:
    return "".join(text.split())
