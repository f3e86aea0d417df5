"""The provider of the tests: its people, its keys, what it was asked, and how it can be made to answer wrongly."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from weakref import WeakKeyDictionary

from flask import Response, request
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response as AnyResponse

from tbc.demo.portal import create_portal
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.serving import PortalServer
from tbc.demo.portal.state import Client as Site
from tbc.demo.portal.state import Session
from tbc.partner_settings import PartnerProvider
from tests.client import Client
from tests.partners.provider.browser import Browser
from tests.partners.provider.hostility import Claims, Hostility, changed

HERE = "http://localhost"  # where the portal of the tests is


class PartnerPortal:
    """A partner portal that answers on a port of its own; `key` is its name in the portal's addresses.

    Each client of the tests has a browser of its own there; `browser` is nobody's in particular.

    `log` holds the method and path of each request, the oldest first; `told` each logout token that it would have sent.
    """

    client_id = "tbc"
    client_secret = "a secret between the two of them"

    def __init__(self, key: str = "demo", at: str = HERE) -> None:
        self.key = key
        self._server = PortalServer(0)
        self.issuer = self._server.url
        self.site = _site(key, at, self.client_id, self.client_secret)
        self.hostility = Hostility()
        self.provider = _Twisted(self.issuer, self.site, self)
        self.people = {name: {"sub": one.subject} | one.claims() for name, one in self.provider.people.items()}
        self.log: list[str] = []
        self.told: list[str] = []
        self.browser = Browser()
        self._browsers: WeakKeyDictionary[Client, Browser] = WeakKeyDictionary()

    def start(self) -> None:
        """Answer from now on."""
        app = create_portal(self.provider)
        app.before_request(self._note)
        app.after_request(self._twist)
        self._server.start(app)

    def stop(self) -> None:
        """Answer no more."""
        self._server.stop()

    def reset(self) -> None:
        """As it was when it began; the keys stay."""
        self.provider.memory.forget()
        self.hostility = Hostility()
        self.log.clear()
        self.browser = Browser()
        self._browsers.clear()

    @property
    def settings(self) -> PartnerProvider:
        """How the portal's settings name it."""
        return PartnerProvider(
            key=self.key, name="サンプル パートナーポータル", issuer=self.issuer, client_id=self.client_id,
            client_secret=self.client_secret,
        )  # fmt: skip

    def start_sign_in(self, client: Client, path: str | None = None) -> str:
        """Go through our partner door; gives the address at the provider that it leads to."""
        response = client.get(path or f"/partner/{self.key}/sign-in")
        assert response.status_code in {302, 303}, response.get_data(as_text=True)
        return response.location

    def callback(self, client: Client, key: str, path: str | None = None, *, consent: str = "yes") -> str:
        """Sign in as the person `key` at the provider; gives the address of ours that it sends the browser to."""
        return self.browser_of(client).authorize(self.start_sign_in(client, path), key, consent=consent)

    def sign_in(self, client: Client, key: str, path: str | None = None, *, consent: str = "yes") -> TestResponse:
        """The whole way as a person goes it, to the page of ours that it ends on."""
        return client.get(local(self.callback(client, key, path, consent=consent)), follow_redirects=True)

    def browser_of(self, client: Client) -> Browser:
        """The part of the client's browser that is at the provider."""
        return self._browsers.setdefault(client, Browser())

    @contextmanager
    def hostile(self, **knobs: Any) -> Iterator[None]:
        """Answer wrongly for the length of the block; what there is to set stands at `Hostility`."""
        before, self.hostility = self.hostility, Hostility(**knobs)
        yield
        self.hostility = before

    def rotate_keys(self, *, keep: bool = True) -> None:
        """Sign with new keys from now on."""
        self.provider.keys.rotate(keep=keep)

    def session_of(self, key: str) -> Session:
        """The session at the provider that the person signed in with last."""
        return [one for one in self.provider.memory.sessions.values() if one.person.key == key][-1]

    def logout_token(self, of: str | None = None, /, *, header: Claims | None = None, **changes: Any) -> str:
        """A logout token for the session `of`, signed well; each change is of a claim, None leaves it out."""
        sid = of or changes.get("sid")
        sub = next((one.person.subject for one in self.provider.memory.sessions.values() if one.sid == sid), None)
        claims = changed(
            self.provider.logout_claims(self.site, sub or "", sid or ""), {"sub": sub, "sid": sid} | changes
        )
        return self.provider.signed(self.site, claims, (header or {}).get("typ", "logout+jwt"))

    def asked(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(1 for line in self.log if line.split()[1] == path)

    def _note(self) -> AnyResponse | None:
        self.log.append(f"{request.method} {request.path}")
        hostility, path = self.hostility, request.path
        time.sleep(hostility.delay.get(path, 0))
        if hostility.down:
            return Response("", 503)
        if path in hostility.redirect:
            return Response("", 307, {"Location": hostility.redirect[path]})
        if path in hostility.status:
            return Response("{}", hostility.status[path], content_type="application/json")
        if path in hostility.body:
            return Response(hostility.body[path], content_type="application/json")
        return None

    def _twist(self, response: Response) -> Response:
        if request.path == "/authorize" and response.location:
            response.location = _changed_query(response.location, self.hostility.answer)
        if request.path == "/token" and response.is_json and self.hostility.token:
            response.set_data(json.dumps(changed(response.get_json(), self.hostility.token)))
        if padding := self.hostility.padding.get(request.path):
            response.set_data(response.get_data() + b" " * padding)
        return response


def local(address: str) -> str:
    """The path and query of an address of ours."""
    assert address.startswith(f"{HERE}/"), address
    return address.removeprefix(HERE)


class _Twisted(Provider):
    """The demo's provider, which says what its hostility makes of it."""

    def __init__(self, issuer: str, site: Site, portal: PartnerPortal) -> None:
        super().__init__(issuer, [site])
        self._portal = portal

    def discovery(self) -> Claims:
        return changed(super().discovery(), self._portal.hostility.discovery)

    def userinfo(self, session: Session, scope: str) -> Claims:
        return changed(super().userinfo(session, scope), self._portal.hostility.userinfo)

    def signed(self, client: Site, claims: Claims, typ: str) -> str:
        if typ != "JWT":
            return super().signed(client, claims, typ)
        claims = changed(claims, self._portal.hostility.id_token)
        encode = self._portal.hostility.encode
        return encode(claims) if encode else super().signed(client, claims, typ)


def _site(key: str, at: str, client_id: str, client_secret: str) -> Site:
    return Site(
        client_id=client_id,
        client_secret=client_secret,
        name="Trend Business Center",
        redirect_uri=f"{at}/partner/{key}/callback",
        post_logout_redirect_uris=(f"{at}/", f"{at}/sign-in", f"{at}/partner/{key}/signed-out"),
        backchannel_logout_uri="",
        initiate_login_uri=f"{at}/partner/{key}/sign-in",
    )


def _changed_query(address: str, changes: Claims) -> str:
    parts = urlsplit(address)
    return parts._replace(query=urlencode(changed(dict(parse_qsl(parts.query)), changes))).geturl()
