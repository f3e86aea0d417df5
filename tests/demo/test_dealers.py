"""The demo's dealers: three tiers with their chain, named by its applications; some names are nobody's yet."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from tbc.applications.models import NamedDealer
from tbc.applications.queries.dealers import list_unknown
from tbc.kit.db import session
from tbc.partners.models import Dealer, DealerName
from tbc.partners.queries.dealers import list_doubles

pytestmark = pytest.mark.rule("PRT-4")


def test_there_are_sixty_in_three_tiers(demo: Flask) -> None:
    counted = session.execute(select(Dealer.tier, func.count()).group_by(Dealer.tier))
    tiers = dict(list(counted))
    assert sum(tiers.values()) == 60
    assert min(tiers[1], tiers[2], tiers[3]) >= 8
    assert session.scalars(select(DealerName.id).where(~DealerName.is_main)).first()
    assert session.scalar(select(func.count()).where(Dealer.closed_at.is_not(None))) == 1
    assert session.scalar(select(func.count()).where(Dealer.organization_id.is_not(None))) == 1
    assert list_doubles()


@pytest.mark.rule("PRT-5")
def test_applications_name_them_and_some_name_nobody(demo: Flask) -> None:
    named = session.scalar(select(func.count()).where(NamedDealer.dealer_id.is_not(None))) or 0
    assert named > 50
    assert list_unknown()[0]
