"""How often a door may be tried (ACC-4): one table, which the pages and the tests read."""

from __future__ import annotations

from dataclasses import dataclass

from tbc.kit import throttle
from tbc.kit.throttle import Limit


@dataclass(frozen=True, slots=True)
class Door:
    """What is limited for one address (or account) and for one client."""

    address: Limit
    client: Limit


def _door(name: str) -> Door:
    return Door(Limit(f"{name}-address", 5, 15), Limit(f"{name}-client", 20, 15))


# A password or a factor asked for: failures count. A letter asked for: every request counts, since each sends mail.
LIMITS: dict[str, Door] = {
    name: _door(name) for name in ("sign-in", "second-factor", "sign-up", "reset-password", "change-email")
}


class TooManyTries(Exception):
    """The door is closed for a while; `seconds` is how long."""

    def __init__(self, door: str, seconds: int) -> None:
        super().__init__(f"{door}: {seconds} seconds to wait")
        self.door = door
        self.seconds = seconds


def knock(door: str, address: str, client: str) -> None:
    """Count one try at `door`. The rows stay locked until the request ends, so parallel tries are counted exactly.

    Raises:
        TooManyTries: the limit of the address or of the client is reached.
    """
    limits = LIMITS[door]
    seconds = max(throttle.take(limits.address, address.lower()), throttle.take(limits.client, client))
    if seconds:
        raise TooManyTries(door, seconds)


def welcome(door: str, address: str, client: str) -> None:
    """The try was good: the address starts anew, the client gets its one try back and no other."""
    throttle.forget(LIMITS[door].address, address.lower())
    throttle.give_back(LIMITS[door].client, client)


def reopen(door: str, address: str) -> None:
    """The address starts anew: its person has shown that they read its mail."""
    throttle.forget(LIMITS[door].address, address.lower())
