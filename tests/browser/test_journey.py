"""The whole journey of a customer, in a real browser on a running portal: from the front door to a withdrawal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tbc.kit.catalogues import CATALOGUES
from tests.browser import afterwards, entering, steps
from tests.browser.visitor import Visitor
from tests.browser.wishes import Wish

pytestmark = pytest.mark.browser

COMPANY_OF_ITS_OWN = Wish("taro.yamada@takasaki.example.jp", "sakura.mihon@takasaki.example.jp")
SCHOOLS = Wish(
    "hanako.mihon@kyouiku.example.jp",
    "sakura.mihon@kyouiku.example.jp",
    contract_class="academic",
    search="K-12",
    product="SES-K12",
    supplement="K12-SCHOOLS",
)
DEALER_FOR_ANOTHER = Wish(
    "jiro.hinagata@dealer.example.com",
    "sakura.mihon@takasaki.example.jp",
    search="サポート",
    product="SUP-STD",
    quantity="1",
    contact_persons=True,
    distributor={"company": "架空ディストリビューション株式会社"},
)
IN_ENGLISH = Wish(
    "kenji.reida@reida.example.com",
    "sakura.mihon@takasaki.example.jp",
    search="Advance",
    distributor={"company": "架空ディストリビューション株式会社"},
)


def travel(visitor: Visitor, wish: Wish) -> None:
    """From nobody to somebody with three numbers."""
    entering.sign_up(visitor, wish.filer)
    entering.prove(visitor, wish.filer)
    entering.sign_out(visitor)
    entering.sign_in(visitor, wish.filer)
    steps.begin(visitor, wish)
    for fill_in in (steps.products, steps.end_user, steps.contacts, steps.dealers, steps.extras):
        fill_in(visitor, wish)
    number = afterwards.file(visitor, for_others=wish.for_others, forgetful=True)
    afterwards.keep_paper(visitor, number)
    afterwards.read_mail(visitor, wish.filer, number, at=1)
    afterwards.find(visitor, "髙﨑", number)
    afterwards.find(visitor, f"{number[:9].lower()}-{number[9:]}", number)
    copied = afterwards.copy_for_another_order(visitor, wish)
    assert copied != number
    corrected = afterwards.correct(visitor, wish, copied)
    afterwards.read_mail(visitor, wish.filer, corrected, at=3)
    afterwards.withdraw(visitor)
    assert not visitor.faults


@pytest.mark.rule("ACC-1")
@pytest.mark.rule("APP-3")
@pytest.mark.rule("APP-6")
@pytest.mark.rule("APP-8")
@pytest.mark.rule("APP-9")
@pytest.mark.rule("UX-1")
def test_in_japanese_with_script(a_visitor: Callable[..., Visitor]) -> None:
    travel(a_visitor(), SCHOOLS)


@pytest.mark.rule("UX-1")
def test_without_script(a_visitor: Callable[..., Visitor]) -> None:
    travel(a_visitor(script=False), COMPANY_OF_ITS_OWN)


@pytest.mark.rule("UX-1")
def test_on_a_phone(a_visitor: Callable[..., Visitor]) -> None:
    travel(a_visitor(width=390, touch=True), DEALER_FOR_ANOTHER)


@pytest.mark.rule("UX-1")
def test_in_english(a_visitor: Callable[..., Visitor]) -> None:
    visitor = a_visitor(language="en")
    travel(visitor, IN_ENGLISH)
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    if any(CATALOGUES.glob("en/LC_MESSAGES/*.mo")):
        assert visitor.untranslated == {}
