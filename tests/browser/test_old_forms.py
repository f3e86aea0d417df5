"""The page of old forms: accessible, as wide as its window, and its download is a workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from legacy_excel.filling import codes
from tests.browser.conftest import Filer
from tests.browser.inspection import axe_violations, sideways

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_an_application_is_saved_in_an_old_form(a_filer: Callable[..., Filer], width: int) -> None:
    filer = a_filer(width=width)
    page = _filed(filer)
    _look_at(page)
    page.get_by_role("link", name="旧様式のExcelで保存する").click()
    page.get_by_role("heading", name="旧様式のExcelで保存する").wait_for()
    _look_at(page)
    page.get_by_text("入らない項目", exact=True).first.click()
    _look_at(page)

    with page.expect_download() as coming:
        page.get_by_role("link", name="Excelを保存する").click()
    saved = coming.value
    assert saved.suggested_filename.startswith("A-1_")
    assert "xl/workbook.xml" in zipfile.ZipFile(saved.path()).namelist()
    assert page.get_by_role("link", name="保存する", exact=False).count() == len(codes())


def _filed(filer: Filer) -> Page:
    page = filer.visitor.page
    filer.visitor.open(f"{filer.path}/check")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="この内容で申請する").click()
    page.get_by_role("heading", name="申請を受け付けました").wait_for()
    return page


def _look_at(page: Page) -> None:
    assert axe_violations(page) == []
    assert sideways(page) == {}
