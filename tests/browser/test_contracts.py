"""Contracts in a browser: found, read, a contact changed by request, a license claimed (CON-1, CON-2, LIC-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.kit import db
from tbc.licenses.queries.history import get_parties
from tests import people
from tests.browser.visitor import Visitor
from tests.licenses.making import a_license

pytestmark = [pytest.mark.browser, pytest.mark.rule("CON-1")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
NEW_PHONE = "06-6123-4567"
SERIAL = "TB0011223344"


@dataclass
class Holder:
    """Somebody who holds a license; another one, whose end user is in their domain, waits to be claimed."""

    visitor: Visitor
    license_id: str
    path: str
    unclaimed: str


@pytest.fixture
def a_holder(a_visitor: Callable[..., Visitor]) -> Callable[..., Holder]:
    """A quick filer, signed in."""

    def come(**window: object) -> Holder:
        visitor = a_visitor(**window)
        with visitor.portal.given():
            own = people.a_customer(email=f"hikari{id(visitor)}@kaku-jozo.co.jp", language=visitor.language)
            held = a_license(own, codes=[f"TB-{id(visitor)}"])
            serial = f"{SERIAL}{id(visitor)}"
            other = a_license(end_user={"email": "info@kaku-jozo.co.jp"}, serials=[serial])
            token = sessions.begin(own, "127.0.0.1", "test")
            db.session.commit()
            names = held.license_id, f"/contracts/{held.id}", f"{other.license_id} {serial}"
            visitor.own |= {own.name, held.product_name, "〒", *_written(get_parties(held).parties)}
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
        return Holder(visitor, *names)

    return come


@pytest.mark.rule("CON-2")
@pytest.mark.rule("LIC-2")
@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_contract_is_found_its_contact_changed_by_request_and_another_claimed(
    a_holder: Callable[..., Holder], window: dict[str, object]
) -> None:
    holder = a_holder(**window)
    visitor, page = holder.visitor, holder.visitor.page
    visitor.open("/contracts")
    visitor.sees_page("契約内容確認")
    expect(page.get_by_text(holder.license_id).first).to_be_visible()
    visitor.inspect()
    visitor.open(holder.path)
    visitor.sees_page("契約内容")
    visitor.inspect()
    visitor.tap(page.locator('a[href$="/change"]'))
    visitor.sees_page("連絡先の変更を申し込む")
    visitor.inspect()
    visitor.press("この内容で変更を申し込む")
    expect(page.locator(".error-summary")).to_be_visible()
    visitor.type({"end_user-phone": NEW_PHONE})
    visitor.press("この内容で変更を申し込む")
    visitor.sees_page("契約内容")
    visitor.inspect()
    visitor.open(f"{holder.path}/change")
    visitor.sees_page("連絡先の変更")
    expect(page.get_by_text(NEW_PHONE).first).to_be_visible()
    visitor.inspect()
    visitor.press("申し込みを取り下げる")
    visitor.sees_page("契約内容")
    _claim(visitor, holder.unclaimed)
    visitor.sees_page("契約内容")
    _claim(visitor, "9999999999 TB-0")
    visitor.sees_page("引き取りを受け付けました")
    visitor.inspect()
    assert visitor.untranslated == {}


def _written(value: object) -> set[str]:
    """Every text in the parties of a contract: what somebody filed stays as it was filed."""
    if isinstance(value, dict):
        return {text for one in value.values() for text in _written(one)}
    return {value} if isinstance(value, str) and value else set()


def _claim(visitor: Visitor, given: str) -> None:
    license_id, code = given.split()
    visitor.open("/contracts/claim")
    visitor.sees_page("ライセンスを引き取る")
    visitor.inspect()
    visitor.type({"license_id": license_id, "code": code})
    visitor.press("ライセンスを引き取る")
