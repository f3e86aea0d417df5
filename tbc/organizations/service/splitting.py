"""Letting each sub-domain of a domain be an organization of its own, such as a prefecture's (ORG-1)."""

from __future__ import annotations

from tbc.accounts.lookups import a_label, registrable_domain
from tbc.audit.service import record
from tbc.kit.db import session
from tbc.organizations.models import SplitDomain
from tbc.policy import Actor


class NoDomain(Exception):
    """What was typed is no domain below which an organization could be."""


class SplitAlready(Exception):
    """The domain is split."""


def split(actor: Actor, typed: str, reason: str) -> SplitDomain:
    """Split a domain, typed in any form; organizations that stand stay as they are.

    Raises:
        NoDomain, SplitAlready: see there.
    """
    domain = read_domain(typed)
    if domain is None:
        raise NoDomain
    if session.get(SplitDomain, domain):
        raise SplitAlready
    row = SplitDomain(domain=domain, reason=reason, made_by_id=actor.user_id)
    session.add(row)
    session.flush()
    record("domain-split", actor, "domain", domain=domain, reason=reason)
    return row


def read_domain(typed: str) -> str | None:
    """The domain that was typed, in A-labels; None if no organization could be there."""
    domain = a_label(typed.strip().lstrip("@＠"))
    return domain if domain and registrable_domain(domain) else None


def join(actor: Actor, row: SplitDomain) -> None:
    """Undo a split: addresses below the domain lead to one organization again."""
    record("domain-joined", actor, "domain", domain=row.domain)
    session.delete(row)
    session.flush()
