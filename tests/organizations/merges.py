"""What tests of merges begin with: two organizations of one domain, merged and brought apart by their owner."""

from __future__ import annotations

from typing import Any

from tbc.accounts.models import User
from tbc.kit.db import session
from tbc.organizations.models import Merge, Organization
from tbc.organizations.queries.merging import lock_merge, lock_pair
from tbc.organizations.service import merging
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.people import a_customer, acting


def a_pair(**values: Any) -> tuple[User, Organization, Organization]:
    """An owner, their organization, and a partner one without an owner (with `values`) that they are in too."""
    owner = a_customer(email=f"owner@{DOMAIN}")
    target = an_organization(owner)
    source = an_organization(None, source="partner", name="高崎見本パートナー", **values)
    a_member(source, owner)
    return owner, target, source


def merged(owner: User, target: Organization, source: Organization) -> Merge:
    """`source` goes into `target`."""
    pair = lock_pair(acting(owner), target.id, source.id)
    assert pair
    done = merging.merge(acting(owner), pair)
    session.commit()
    return done


def undone(owner: User, done: Merge) -> None:
    """The merge is undone."""
    found = lock_merge(acting(owner), done.id)
    assert found
    merging.undo(acting(owner), found)
    session.commit()
