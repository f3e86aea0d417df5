"""The provider of the tests: its people, its keys, what it was asked, and how it can be made to answer wrongly."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from tbc.demo.portal import create_portal
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.serving import PortalServer
from tbc.demo.portal.state import Client as Site
from tbc.demo.portal.state import Session
from tests.partners.provider.browser import HERE, Answer, Browser
from tests.partners.provider.hostility import Claims, Hostility, changed
from tests.partners.provider.listening import Listener
from tests.partners.provider.walking import Walk
from tests.partners.provider.walking import local as local


class PartnerPortal(Walk):
    """The demo's partner portal on a port of its own; `log` holds the method and path of each request to it."""

    def __init__(self, key: str = "demo", at: str = HERE) -> None:
        super().__init__()
        self.key = key
        self._server = PortalServer(0)
        self.issuer = self._server.url
        self._listener = Listener(self.told)
        self.site = _site(key, at, self.client_id, self.client_secret, self._listener.url)
        self.hostility = Hostility()
        self.provider = _Twisted(self.issuer, self.site, self)
        self.people = {name: {"sub": one.subject} | one.claims() for name, one in self.provider.people.items()}
        self.log: list[str] = []

    def start(self) -> None:
        """Answer from now on."""
        self._listener.start()
        app = create_portal(self.provider)
        app.before_request(self._note)
        app.after_request(self._twist)
        self._server.start(app)

    def stop(self) -> None:
        """Answer no more."""
        self._server.stop()
        self._listener.stop()

    def reset(self) -> None:
        """As it was when it began; the keys stay."""
        self.provider.memory.forget()
        self.hostility = Hostility()
        self.log.clear()
        self.forget_browsers()

    def leave(self, browser: Browser) -> None:
        browser.press(browser.get(f"{self.issuer}/"))

    def fill(self, page: Answer, key: str, consent: str) -> dict[str, str]:
        return {"person": key} if 'name="person"' in page.text else {"consent": consent}

    @contextmanager
    def hostile(self, **knobs: Any) -> Iterator[None]:
        """Answer wrongly for the length of the block; what there is to set stands at `Hostility`."""
        before, self.hostility = self.hostility, Hostility(**knobs)
        try:
            yield
        finally:
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
        if path in hostility.drip:
            return Response(_drops(hostility.drip[path]), content_type="application/json")
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


def _drops(seconds: float) -> Iterator[bytes]:
    """A byte now and then, so that a reader who waits for each alone waits for ever."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.05)
        yield b" "


def _site(key: str, at: str, client_id: str, client_secret: str, listener: str) -> Site:
    return Site(
        client_id=client_id,
        client_secret=client_secret,
        name="Trend Business Center",
        redirect_uri=f"{at}/partner/{key}/callback",
        post_logout_redirect_uris=(f"{at}/partner/{key}/signed-out",),
        backchannel_logout_uri=listener,
        initiate_login_uri=f"{at}/partner/{key}/sign-in",
    )


def _changed_query(address: str, changes: Claims) -> str:
    parts = urlsplit(address)
    return parts._replace(query=urlencode(changed(dict(parse_qsl(parts.query)), changes))).geturl()
