"""Back-channel logout: the portal tells every site that somebody entered by it, and says which has heard."""

from __future__ import annotations

from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from tbc.demo.portal.provider import Provider
from tbc.demo.portal.state import Client, Session

PATIENCE = 5.0  # seconds for a site to answer
_DIRECTLY = build_opener(ProxyHandler({}))  # the sites are on this machine: no proxy knows them


def tell_everybody(provider: Provider, session: Session) -> list[tuple[Client, bool]]:
    """Each site with whether it has ended its sessions."""
    clients = [provider.clients[client_id] for client_id in sorted(session.clients)]
    return [(client, _tell(client, provider.logout_token(client, session))) for client in clients]


def _tell(client: Client, logout_token: str) -> bool:
    if not client.backchannel_logout_uri:
        return False
    body = urlencode({"logout_token": logout_token}).encode()
    try:
        with _DIRECTLY.open(Request(client.backchannel_logout_uri, body), timeout=PATIENCE) as answer:  # noqa: S310  # the address is that of a site that is set up here
            return bool(answer.status in {200, 204})
    except OSError:
        return False
