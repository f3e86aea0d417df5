"""What a hostile provider may do: one field for each kind of wrong answer, all of them harmless unless set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Claims = dict[str, Any]


@dataclass
class Hostility:
    """Changes of claims and parameters are dicts, in which None leaves the thing out.

    `id_token`, `userinfo`, `discovery`, `answer` (the authorization response), `token` (the token response) are such
    changes. `encode` makes the whole ID token from its claims. `after_code` runs between the code and its exchange.
    `status`, `redirect`, `delay` and `drip` (seconds), `body` and `padding` (bytes) are by path, such as "/token"; what
    drips comes byte by byte, for that long.
    """

    id_token: Claims = field(default_factory=dict)
    userinfo: Claims = field(default_factory=dict)
    discovery: Claims = field(default_factory=dict)
    answer: Claims = field(default_factory=dict)
    token: Claims = field(default_factory=dict)
    encode: Callable[[Claims], str] | None = None
    status: dict[str, int] = field(default_factory=dict)
    redirect: dict[str, str] = field(default_factory=dict)
    delay: dict[str, float] = field(default_factory=dict)
    body: dict[str, bytes] = field(default_factory=dict)
    drip: dict[str, float] = field(default_factory=dict)
    padding: dict[str, int] = field(default_factory=dict)
    down: bool = False


def changed(things: Claims, changes: Claims) -> Claims:
    """`things` with the changes."""
    return {name: value for name, value in (things | changes).items() if value is not None}
