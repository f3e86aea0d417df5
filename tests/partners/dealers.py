"""What tests of dealers begin with: dealers, and many of them in levels."""

from __future__ import annotations

from itertools import count
from typing import Any

from tbc.kit.db import session
from tbc.partners.models import Dealer
from tbc.partners.service import chain, dealers
from tbc.policy import Actor, Role

STAFF = Actor(name="雛形　一郎", roles=frozenset({Role.OPERATOR}))
_numbers = count(1)


def a_dealer(name: str = "", *synonyms: str, buys_from: tuple[Dealer, ...] = (), **values: Any) -> Dealer:
    """A dealer with its synonyms and upstreams, the first of which is the default."""
    given: dict[str, Any] = {
        "name": name or f"見本商会{next(_numbers)}株式会社",
        "kana": "ミホンショウカイ",
        "tier": 2,
        "corporate_number": "",
        "note": "",
        "organization_id": None,
    }
    dealer = dealers.make(STAFF, given | values)
    for synonym in synonyms:
        dealers.add_name(STAFF, dealer, synonym)
    for upstream in buys_from:
        chain.add_upstream(STAFF, dealer, upstream)
    session.commit()
    return dealer
