"""Back-channel logout: the portal tells every site that somebody entered by it, and says which has heard."""

from __future__ import annotations

from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tbc.demo.portal.provider import Provider
from tbc.demo.portal.state import Client, Session

PATIENCE = 5.0  # seconds for a site to answer


def tell_everybody(provider: Provider, session: Session) -> list[tuple[Client, bool]]:
    """Each site with whether it has ended its sessions."""
    clients = [provider.clients[client_id] for client_id in sorted(session.clients)]
    return [(client, _tell(client, provider.logout_token(client, session))) for client in clients]


def _tell(client: Client, logout_token: str) -> bool:
    if not client.backchannel_logout_uri:
        return False
    body = urlencode({"logout_token": logout_token}).encode()
    try:
        with urlopen(Request(client.backchannel_logout_uri, body), timeout=PATIENCE) as answer:  # noqa: S310  # our own
            return bool(answer.status in {200, 204})
    except OSError:
        return False
