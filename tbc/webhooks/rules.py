"""What is told, whom it may be told, when it is tried again, and how it is signed (API-1)."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

KINDS = (
    "application.filed",
    "application.superseded",
    "application.withdrawn",
    "order.entered",
    "order.cancelled",
    "delivery.shipped",
    "license.changed",
)
# Told to one endpoint when staff try it out.
PING = "ping"

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(hours=12)
# How long nothing is sent to a receiver that did not answer at all: many subjects wait for it, and letters share the
# workers with them.
REST = timedelta(minutes=1)
# How long the secret before the last is signed with too, so that a receiver can change over without a gap.
OVERLAP = timedelta(hours=24)
# How long it is kept what was told.
KEPT = timedelta(days=90)

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_URL = 2000
_SECRET = "whsec_"  # noqa: S105  # the prefix that Standard Webhooks gives every secret
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+", re.ASCII)

Address = IPv4Address | IPv6Address


class AddressUnfit(Exception):
    """Nothing is sent to this address; `reason` is `url`, `https` or `private`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_url(url: str, *, on_loopback: bool) -> None:
    """Refuse what is no address of a receiver: https, a host, no user, no fragment; plain HTTP only on this machine.

    Raises:
        AddressUnfit: says why.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressUnfit("url") from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not plain or "@" in parts.netloc or parts.fragment or port == 0 or not _HOST.fullmatch(host):
        raise AddressUnfit("url")
    if parts.scheme != "https" and not (parts.scheme == "http" and on_loopback and host in LOOPBACK):
        raise AddressUnfit("https")
    try:
        literal = ip_address(host)
    except ValueError:
        return
    check_resolved([literal], on_loopback=on_loopback)


def check_resolved(addresses: Iterable[Address], *, on_loopback: bool) -> None:
    """Refuse a host of which even one address is not public: the portal's own network is nobody's to ask (ASVS 1.3.6).

    Raises:
        AddressUnfit: reason `private`.
    """
    for address in addresses:
        real = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        if real.is_loopback and on_loopback:
            continue
        if not real.is_global or real.is_multicast or real.is_reserved:
            raise AddressUnfit("private")


def wait_before(attempt: int) -> timedelta:
    """How long to wait before attempt number `attempt` (2 is the second): 10 s, doubled each time up to 2 h."""
    doublings: int = min(max(attempt - 2, 0), 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def draw_secret() -> str:
    """A new secret to sign with: 256 random bits, written as Standard Webhooks does (`whsec_…`)."""
    return _SECRET + b64encode(secrets.token_bytes(32)).decode()


def sign(message_id: str, at: datetime, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """The three headers of Standard Webhooks; one signature for each secret of `keys`, parted by spaces."""
    timestamp = str(int(at.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = (hmac.digest(b64decode(key.removeprefix(_SECRET)), signed, sha256) for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{b64encode(signature).decode()}" for signature in signatures),
    }
