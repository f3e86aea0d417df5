"""Second factors in a real browser: passkeys of a virtual authenticator; apps and codes, also without script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import CDPSession, expect

from tbc.accounts import passwords
from tests import people
from tests.accounts.factors import code, shown_secret
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor
from tests.browser.wishes import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.rule("ACC-3")]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
Come = Callable[..., Visitor]


@dataclass(frozen=True)
class Device:
    """One virtual authenticator."""

    session: CDPSession
    id: str

    def keys(self) -> list[object]:
        """The passkeys that it holds."""
        held = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(held["credentials"])


@pytest.fixture
def a_person(portal: Portal, a_visitor: Come) -> Callable[..., tuple[Visitor, str]]:
    """Somebody at the sign-in page, and their address."""

    def come(*, staff: bool = False, **window: object) -> tuple[Visitor, str]:
        with portal.given():
            user = people.an_operator() if staff else people.a_customer()
            user.password_hash = passwords.hash_password(PASSWORD)
            email = user.email
        return a_visitor(**window), email

    return come


def test_a_passkey_is_added_and_signs_in(a_person: Callable[..., tuple[Visitor, str]]) -> None:
    visitor, email = a_person()
    device = _device(visitor)
    _enter(visitor, email)
    visitor.open("/account/factors")
    visitor.sees_page("二段階認証")
    visitor.type({"name": "会社のパソコン"})
    visitor.press("パスキーを追加する")
    visitor.sees_page("リカバリーコード")
    assert len(device.keys()) == 1
    visitor.open("/account/factors")
    visitor.sees("会社のパソコン")
    _leave(visitor)
    _enter(visitor, email)
    visitor.sees_page("二段階認証")
    visitor.press("パスキーでサインインする")
    expect(visitor.page).to_have_url(f"{visitor.portal.address}/applications")


def test_a_device_that_has_the_key_already_says_so(a_person: Callable[..., tuple[Visitor, str]]) -> None:
    visitor, email = a_person()
    device = _device(visitor)
    _enter(visitor, email)
    for _ in range(2):
        visitor.open("/account/factors")
        visitor.type({"name": "会社のパソコン"})
        visitor.press("パスキーを追加する")
        visitor.page.wait_for_timeout(500)
    visitor.sees("パスキーを使えませんでした。もう一度押すか、ほかの方法をお使いください。")
    assert len(device.keys()) == 1


def test_an_older_security_key_will_do(a_person: Callable[..., tuple[Visitor, str]]) -> None:
    visitor, email = a_person()
    _device(visitor, protocol="u2f", transport="usb", hasResidentKey=False, hasUserVerification=False)
    _enter(visitor, email)
    visitor.open("/account/factors")
    visitor.type({"name": "鍵"})
    visitor.press("パスキーを追加する")
    visitor.sees_page("リカバリーコード")


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, True), (390, False)])
def test_staff_enrol_an_app_and_note_their_codes(
    a_person: Callable[..., tuple[Visitor, str]], width: int, script: bool
) -> None:
    visitor, email = a_person(staff=True, width=width, script=script)
    _enter(visitor, email)
    visitor.sees_page("二段階認証の設定")
    if not script:
        visitor.sees("パスキーは、JavaScriptが動くブラウザーで使えます。ここでは、ほかの方法をお使いください。")
    secret = shown_secret(visitor.page.content())
    visitor.type({"totp": "000000"})
    visitor.press("認証アプリを設定してサインインする")
    visitor.is_told("totp")
    visitor.type({"totp": code(secret)})
    visitor.press("認証アプリを設定してサインインする")
    visitor.sees_page("リカバリーコード")
    visitor.press("リカバリーコードを作る")
    visitor.sees_page("新しいリカバリーコード")
    codes = visitor.page.locator("#codes li").all_inner_texts()
    assert len(codes) == 10
    _leave(visitor)
    _enter(visitor, email)
    visitor.sees_page("二段階認証")
    visitor.page.locator("summary").last.click()
    visitor.type({"recovery_code": codes[0].strip()})
    visitor.press("リカバリーコードでサインインする")
    visitor.sees_page("ダッシュボード")


def test_a_sensitive_page_asks_again_and_leads_on(portal: Portal, a_person: Callable[..., tuple[Visitor, str]]) -> None:
    visitor, email = a_person()
    _device(visitor)
    _enter(visitor, email)
    visitor.open("/account/factors")
    portal.do("UPDATE sessions SET confirmed_at = confirmed_at - interval '1 hour'")
    visitor.follow("認証アプリを設定する")
    visitor.sees_page("ご本人の確認")
    visitor.type({"confirmation-password": PASSWORD})
    visitor.press("確認して続ける")
    visitor.sees_page("認証アプリの設定")


def _device(visitor: Visitor, **kind: object) -> Device:
    """A device that holds passkeys and confirms by itself."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | kind})
    return Device(session, made["authenticatorId"])


def _enter(visitor: Visitor, email: str) -> None:
    visitor.open("/sign-in")
    visitor.type({"email": email, "password": PASSWORD})
    visitor.press("サインインする")
    visitor.page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def _leave(visitor: Visitor) -> None:
    visitor.page.context.clear_cookies()
