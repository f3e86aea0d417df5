"""Links from a license to what rooms above know of its orders: they say how to find them, this room shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tbc.policy import Actor


class Link(NamedTuple):
    """A page about one of a license's orders that the reader may see: its number and its address."""

    text: str
    href: str


Find = Callable[[Actor, Sequence[str]], Sequence[Link]]
_FINDERS: dict[str, Find] = {}


def beside(name: str) -> Callable[[Find], Find]:
    """Let the function find the links called `name` for an actor and the numbers of orders."""

    def register(find: Find) -> Find:
        _FINDERS[name] = find
        return find

    return register


def links_of(actor: Actor, order_numbers: Sequence[str]) -> list[Link]:
    """The links of all rooms that know of these orders; only such as `actor` may follow."""
    return [link for find in _FINDERS.values() for link in find(actor, order_numbers)] if order_numbers else []
