"""The catalogue and the desk's front page in a browser: a product from its form to its price, its file, its chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tbc.kit.clock import today
from tbc.kit.formats import short_date
from tests.browser.test_api import NAMES, WINDOWS, an_administrator  # noqa: F401  # a fixture
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser]
NAME, FILE = "見本セキュリティ㈱向け", "見本の手引き"


@pytest.mark.rule("CAT-3")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_product_is_kept_with_its_price_and_its_file(
    an_administrator: Callable[..., Visitor],  # noqa: F811  # the fixture
    window: dict[str, object],
) -> None:
    visitor, code = an_administrator(**window), f"BR-{uuid4().hex[:6].upper()}"
    visitor.own |= {NAME, FILE}
    page = visitor.page
    visitor.open("/desk/catalog")
    visitor.sees_page("製品と価格")
    visitor.follow("製品を登録する")
    visitor.sees_page("製品を登録する")
    visitor.press("この内容で登録する")
    visitor.is_told("code", "name_ja", "name_en", "kind-0", "application_kinds-0", "contract_classes-0")
    visitor.type({"code": code, "name_ja": NAME, "name_en": "Mihon Security", "term_years": "1 3"})
    for box in ("kind-1", "application_kinds-0", "application_kinds-2", "contract_classes-0"):
        page.locator(f"#{box}").check()
    visitor.press("この内容で登録する")
    visitor.sees_heading("Mihon Security" if visitor.language == "en" else NAME)
    visitor.inspect()
    visitor.follow("価格を加える")
    visitor.sees_page("価格を加える")
    page.locator("#contract_class-0").check()
    page.locator("#application_kind-0").check()
    visitor.type({"unit_price": "４，８００", "valid_from": short_date(today() + timedelta(days=3))})
    visitor.press("この価格を加える")
    visitor.inspect()
    assert "4,800" in page.locator("table").inner_text()
    visitor.open(f"/desk/catalog/{code}")
    visitor.follow("ファイルを加える")
    visitor.sees_page("ファイルを加える")
    visitor.type({"name_ja": FILE, "name_en": "Guide", "version": "1.0"})
    page.locator("#file").set_input_files({"name": "guide.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    visitor.press("このファイルを加える")
    visitor.inspect()
    with page.expect_download() as started:
        page.locator('a[href^="/desk/catalog/files/"]:not([href$="/remove"])').click()
    assert started.value.suggested_filename == "guide.pdf"


@pytest.mark.rule("STF-1")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_the_front_page_says_its_charts_in_tables(
    an_administrator: Callable[..., Visitor],  # noqa: F811  # the fixture
    window: dict[str, object],
) -> None:
    visitor = an_administrator(**window)
    visitor.open("/desk")
    visitor.sees_page("ダッシュボード")
    page = visitor.page
    tables = page.locator("details table")
    assert tables.count() == 2
    page.locator("details summary").first.click()
    assert tables.first.locator("tbody tr").count() == 30
    visitor.inspect()
    for name in ("/desk/catalog/import", "/desk/catalog?state=ended"):
        visitor.open(name)
        visitor.inspect()
