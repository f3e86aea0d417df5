"""The API and webhooks as staff set them up: a token that works at once, a receiver that is heard to answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import expect

from tbc.accounts import sessions
from tbc.kit import db
from tests import people
from tests.browser.visitor import Visitor
from tests.webhooks.receiver import Receiver, listening

pytestmark = [pytest.mark.browser, pytest.mark.rule("API-1")]
WINDOWS = [{}, {"script": False}, {"width": 390, "touch": True}, {"language": "en"}]
NAMES = ["script", "no script", "narrow", "English"]
SYSTEM = "受注システム"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


@pytest.fixture
def an_administrator(a_visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Somebody who keeps the accesses of other systems."""

    def come(**window: object) -> Visitor:
        visitor = a_visitor(**window)
        visitor.own.add(SYSTEM)
        with visitor.portal.given():
            staff = people.an_administrator()
            visitor.own.add(staff.name)
            staff.language = visitor.language
            token = sessions.begin(staff, "127.0.0.1", "test")
            db.session.commit()
        visitor.page.context.add_cookies([{"name": "tbc_session", "value": token, "url": visitor.portal.address}])
        return visitor

    return come


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_token_is_issued_works_and_is_revoked(
    an_administrator: Callable[..., Visitor], window: dict[str, object]
) -> None:
    visitor = an_administrator(**window)
    page = visitor.page
    visitor.open("/desk/api-access")
    visitor.sees_page("APIの利用")
    visitor.follow("トークンを発行する")
    visitor.sees_page("トークンの発行")
    visitor.press("トークンを発行する")
    visitor.sees("トークンを使うシステムの名前を入力してください。")
    visitor.inspect()
    page.locator("#name").fill(SYSTEM)
    page.locator('input[value="applications:read"]').check()
    visitor.press("トークンを発行する")
    visitor.sees_page("トークンを発行しました")
    word = page.locator(".secret-word").inner_text()
    call = f"{visitor.portal.address}/api/v1/applications?limit=1"
    assert requests.get(call, headers={"Authorization": f"Bearer {word}"}, timeout=20).status_code == 200
    visitor.follow("控えたので一覧に戻る")
    visitor.sees_page("APIの利用")
    page.get_by_role("link", name=SYSTEM).first.click()
    visitor.sees_heading(SYSTEM)
    assert word not in page.content()
    visitor.press("このトークンを取り消す")
    visitor.sees("トークンを取り消しました。このトークンの呼び出しは、もう受け付けません。")
    visitor.inspect()
    refused = requests.get(call, headers={"Authorization": f"Bearer {word}"}, timeout=20)
    assert refused.json()["code"] == "token-revoked"


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_receiver_is_added_answers_and_is_removed(
    an_administrator: Callable[..., Visitor], receiver: Receiver, window: dict[str, object]
) -> None:
    visitor = an_administrator(**window)
    page = visitor.page
    visitor.open("/desk/webhooks")
    visitor.sees_page("Webhook")
    visitor.follow("通知先を追加する")
    visitor.sees_page("通知先の追加")
    page.locator("#name").fill(SYSTEM)
    page.locator("#url").fill("http://10.0.0.7/hooks")
    for box in page.locator('input[name="kinds"]').all():
        box.check()
    visitor.press("通知先を追加する")
    expect(page.locator("#url-error")).to_be_visible()
    visitor.inspect()
    page.locator("#url").fill(receiver.url)
    visitor.press("通知先を追加する")
    visitor.sees_page("通知先を追加しました")
    visitor.follow("控えたので通知先を見る")
    visitor.sees_heading(SYSTEM)
    visitor.press("接続を確認する")
    visitor.sees_page("接続の確認")
    for _ in range(40):
        if receiver.taken:
            break
        page.wait_for_timeout(500)
    assert receiver.taken[0].told["type"] == "ping"
    page.wait_for_timeout(500)
    page.reload()
    expect(page.locator("main")).to_contain_text(re.compile(r"204"))
    visitor.inspect()
    page.get_by_role("link", name=SYSTEM).first.click()
    visitor.sees_heading(SYSTEM)
    visitor.follow("通知先を削除する")
    visitor.inspect()
    visitor.press("この通知先を削除する")
    visitor.sees_page("Webhook")


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_the_description_is_read_by_anybody(a_visitor: Callable[..., Visitor], window: dict[str, object]) -> None:
    visitor = a_visitor(**window)
    visitor.open("/api/v1/docs")
    visitor.sees_page("APIの説明")
    visitor.follow("受注を登録する")
    expect(visitor.page.locator("#enter-order")).to_be_in_viewport()
