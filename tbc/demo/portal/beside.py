"""The partner portal as the demo runs it: beside the portal proper, which is the one site it lets people into."""

from __future__ import annotations

import json
import socket
from secrets import token_hex

from sqlalchemy import create_engine, text

from tbc.demo.portal import create_portal
from tbc.demo.portal.provider import Provider
from tbc.demo.portal.serving import HOST, PortalServer
from tbc.demo.portal.state import Client

KEY = "demo"  # its name in the addresses of the portal proper: /partner/demo/sign-in
NAME = "サンプル パートナーポータル"
NAME_EN = "Sample partner portal"
SECOND_FACTOR = "https://refeds.org/profile/mfa"
NEARBY = 20  # ports that are tried, one after the other


class PortalBeside:
    """Answers on the next free port after `port`, where the portal proper answers at `base_url`.

    `provider` is what it says and remembers.
    """

    def __init__(self, port: int, base_url: str) -> None:
        self._server = PortalServer(_first_free(port + 1))
        self._site = Client(
            client_id="trend-business-center",
            client_secret=token_hex(32),
            name="Trend Business Center",
            redirect_uri=f"{base_url}/partner/{KEY}/callback",
            post_logout_redirect_uris=(f"{base_url}/partner/{KEY}/signed-out",),
            backchannel_logout_uri=f"{base_url}/partner/{KEY}/backchannel-logout",
            initiate_login_uri=f"{base_url}/partner/{KEY}/sign-in",
        )
        self.provider = Provider(self.url, [self._site])

    @property
    def url(self) -> str:
        """Where it is, and its issuer."""
        return self._server.url

    @property
    def settings(self) -> dict[str, str]:
        """The variables by which the portal proper knows it."""
        values = {
            "key": KEY,
            "name": NAME,
            "name_en": NAME_EN,
            "issuer": self.url,
            "client_id": self._site.client_id,
            "client_secret": self._site.client_secret,
            "acr_with_second_factor": [SECOND_FACTOR],
        }
        # TOML writes such texts and lists as JSON does.
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
        return {"TBC_PARTNER_PROVIDERS": "\n".join(["[[provider]]", *lines])}

    def start(self) -> None:
        """Answer until told to stop."""
        self._server.start(create_portal(self.provider))

    def stop(self) -> None:
        """Stop answering."""
        self._server.stop()


def move(database_url: str, issuer: str) -> None:
    """The demo began on another port than last time: whoever came by the partner portal comes by it still."""
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.begin() as connection:
        statement = text("UPDATE partner_identities SET issuer = :issuer WHERE provider = :key")
        connection.execute(statement, {"issuer": issuer, "key": KEY})
    engine.dispose()


def _first_free(port: int) -> int:
    """0 where none of them is free: the server then takes whichever is."""
    return next((number for number in range(port, min(port + NEARBY, 65536)) if _is_free(number)), 0)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
