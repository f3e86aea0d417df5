"""The table of operations: everything that the documentation has to know of each stands where it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tbc.api.access import Caller
from tbc.api.routes import ROUTES, Route

# What may be told of every call.
ALWAYS = (
    "bad-request",
    "parameter-invalid",
    "token-in-address",
    "token-missing",
    "token-unknown",
    "token-expired",
    "token-revoked",
    "scope-missing",
    "rate-limited",
    "server-error",
    "unavailable",
)
WITH_BODY = ("json-invalid", "media-type-unsupported", "body-too-large", "body-invalid", "forbidden")
ONCE = ("idempotency-key-missing", "idempotency-key-invalid", "idempotency-key-reused")


@dataclass
class Call:
    """One call: who calls, and what was sent. `headers` go out with the answer."""

    caller: Caller
    asked: Any
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `asks` is the struct of its parameters, `takes` of its body, `gives` of its answer.

    `codes` are the problems of its own; one that is done `once` needs an Idempotency-Key. `title` and `about` are
    phrases for the documentation.
    """

    route: Route
    run: Callable[..., Any]
    title: Any
    about: Any
    gives: type[msgspec.Struct]
    asks: type[msgspec.Struct] | None
    takes: type[msgspec.Struct] | None
    status: int
    once: bool
    own_codes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every problem that it may be answered with."""
        return (*ALWAYS, *(WITH_BODY if self.takes else ()), *(ONCE if self.once else ()), *self.own_codes)


OPERATIONS: dict[str, Operation] = {}
_ROUTES: Mapping[str, Route] = {route.name: route for route in ROUTES}


def operation(
    title: Any,
    about: Any,
    *,
    gives: type[msgspec.Struct],
    asks: type[msgspec.Struct] | None = None,
    takes: type[msgspec.Struct] | None = None,
    status: int = 200,
    once: bool = False,
    codes: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Note the decorated function as the operation of the route of its name."""

    def note(run: Callable[..., Any]) -> Callable[..., Any]:
        name = run.__name__
        OPERATIONS[name] = Operation(_ROUTES[name], run, title, about, gives, asks, takes, status, once, codes)
        return run

    return note
