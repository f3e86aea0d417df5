"""Asking the DNS for the record that proves who keeps a domain (ORG-9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dns.resolver import Resolver

# The whole question, whatever the servers do: somebody waits for the page.
LIFETIME = 5.0


class Unreachable(Exception):
    """No name server gave an answer in time."""


def has_text(name: str, text: str, server: str = "") -> bool:
    """Whether `name` has a TXT record that reads exactly `text`.

    `server` is the name server to ask, as `address` or `address:port` (`[address]:port` for IPv6); empty for those of
    the machine.

    Raises:
        Unreachable: see there.
    """
    # Two megabytes, which a worker that proves no domain goes without.
    from dns.exception import DNSException
    from dns.rdatatype import TXT
    from dns.resolver import NXDOMAIN, NoAnswer

    try:
        answer = _resolver(server).resolve(name, TXT, lifetime=LIFETIME, search=False)
    except (NXDOMAIN, NoAnswer):
        return False
    except DNSException as failed:
        raise Unreachable(type(failed).__name__) from failed
    return any(b"".join(record.strings) == text.encode() for record in answer)


def _resolver(server: str) -> Resolver:
    from dns.resolver import Resolver

    if not server:
        return Resolver()
    asked = urlsplit(f"//{server}")
    resolver = Resolver(configure=False)
    resolver.nameservers = [asked.hostname or ""]
    resolver.port = asked.port or 53
    return resolver
