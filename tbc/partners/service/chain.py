"""From whom dealers buy: adding, taking away, choosing the default (PRT-4). Whoever calls holds the dealers."""

from __future__ import annotations

from uuid import UUID

from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.partners.models import Dealer, Upstream
from tbc.partners.queries.chain import all_upstreams, find_upstream, list_upstreams, names_of
from tbc.partners.rules.dealers import UPSTREAMS_AT_MOST, find_circle
from tbc.partners.service.dealers import note
from tbc.policy import Actor


class ClosesCircle(Exception):
    """The dealers would sell to each other in a circle: `names` in its order, the first again at the end."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


class TooManyUpstreams(Exception):
    """A dealer buys from at most `UPSTREAMS_AT_MOST` others."""


def add_upstream(actor: Actor, dealer: Dealer, upstream: Dealer) -> bool:
    """Let `dealer` buy from `upstream`; the first is the default. False if it does already.

    Raises:
        ClosesCircle, TooManyUpstreams: see there.
    """
    theirs = list_upstreams(dealer.id)
    if any(one.upstream_id == upstream.id for one in theirs):
        return False
    if len(theirs) >= UPSTREAMS_AT_MOST:
        raise TooManyUpstreams
    require_no_circle(dealer.id, upstream.id)
    session.add(Upstream(dealer_id=dealer.id, upstream_id=upstream.id, is_default=not theirs))
    _touch(dealer)
    note("dealer-upstream-added", actor, dealer, name=dealer.name, upstream=upstream.name)
    return True


def remove_upstream(actor: Actor, dealer: Dealer, upstream_id: UUID) -> None:
    """Let it buy from there no longer; the next one that was added becomes the default."""
    row = find_upstream(dealer.id, upstream_id)
    if row is None:
        return
    session.delete(row)
    session.flush()
    left = list_upstreams(dealer.id)
    if left and not left[0].is_default:
        left[0].is_default = True
    _touch(dealer)
    note("dealer-upstream-removed", actor, dealer, name=dealer.name, upstream=names_of([upstream_id])[upstream_id])


def choose_default(actor: Actor, dealer: Dealer, upstream_id: UUID) -> None:
    """Propose that upstream as distributor."""
    row = find_upstream(dealer.id, upstream_id)
    if row is None or row.is_default:
        return
    for one in list_upstreams(dealer.id):
        one.is_default = False
    session.flush()
    row.is_default = True
    _touch(dealer)
    note("dealer-default-chosen", actor, dealer, name=dealer.name, upstream=names_of([upstream_id])[upstream_id])


def require_no_circle(dealer_id: UUID, upstream_id: UUID) -> None:
    """Raises: ClosesCircle, if the one buying from the other would close a circle."""
    circle = find_circle(all_upstreams(), dealer_id, upstream_id)
    if circle:
        names = names_of(circle)
        raise ClosesCircle([names[one] for one in circle])


def _touch(dealer: Dealer) -> None:
    dealer.version += 1
    dealer.changed_at = now()
    session.flush()
