"""Going to a partner portal and back as a person does: our pages by the test client, the portal's over HTTP."""

from __future__ import annotations

from abc import ABC, abstractmethod
from weakref import WeakKeyDictionary

from werkzeug.test import TestResponse

from tbc.partner_settings import PartnerProvider
from tests.client import Client
from tests.partners.provider.browser import HERE, Answer, Browser


class Walk(ABC):
    """A portal that people can be walked through; `key` is its name in the addresses of ours.

    Each client of the tests has a browser of its own there; `browser` is nobody's in particular. `told` holds each
    logout token that the portal has sent.
    """

    key: str
    issuer: str
    client_id = "tbc"
    client_secret = "a secret between the two of them"

    def __init__(self) -> None:
        self.browser = Browser()
        self._browsers: WeakKeyDictionary[Client, Browser] = WeakKeyDictionary()
        self.told: list[str] = []

    @abstractmethod
    def fill(self, page: Answer, key: str, consent: str) -> dict[str, str]:
        """What the person `key` fills in on a page of the portal."""

    @abstractmethod
    def leave(self, browser: Browser) -> None:
        """Sign out at the portal itself; it tells every site that was entered by it."""

    @property
    def settings(self) -> PartnerProvider:
        """How the portal's settings name it."""
        return PartnerProvider(
            key=self.key, name="サンプル パートナーポータル", issuer=self.issuer, client_id=self.client_id,
            client_secret=self.client_secret,
        )  # fmt: skip

    def browser_of(self, client: Client) -> Browser:
        """The part of the client's browser that is at the portal."""
        return self._browsers.setdefault(client, Browser())

    def start_sign_in(self, client: Client, path: str | None = None) -> str:
        """Go through our partner door; gives the address at the portal that it leads to."""
        response = client.get(path or f"/partner/{self.key}/sign-in")
        assert response.status_code in {302, 303}, response.get_data(as_text=True)
        return response.location

    def callback(self, client: Client, key: str, path: str | None = None, *, consent: str = "yes") -> str:
        """Sign in as the person `key` at the portal; gives the address of ours that it sends the browser to."""
        return self.authorize(self.browser_of(client), self.start_sign_in(client, path), key, consent=consent)

    def authorize(self, browser: Browser, address: str, key: str, *, consent: str = "yes") -> str:
        """Follow our request at `address` through the pages of the portal, as the person `key`."""
        return browser.walk(address, lambda page: self.fill(page, key, consent))

    def sign_in(self, client: Client, key: str, path: str | None = None, *, consent: str = "yes") -> TestResponse:
        """The whole way as a person goes it, to the page of ours that it ends on."""
        return client.get(local(self.callback(client, key, path, consent=consent)), follow_redirects=True)

    def forget_browsers(self) -> None:
        """Nobody has been at the portal yet."""
        self.browser = Browser()
        self._browsers.clear()
        self.told.clear()


def local(address: str) -> str:
    """The path and query of an address of ours."""
    assert address.startswith(f"{HERE}/"), address
    return address.removeprefix(HERE)
