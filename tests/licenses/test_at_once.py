"""Two shipments at once: neither loses what the other adds, and no license id is given twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import create_engine, func, select

from tbc.applications.queries import Reach
from tbc.kit import db
from tbc.kit.db import session, unit_of_work
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.service import claiming
from tbc.licenses.service.applying import apply
from tbc.requests.models import Request
from tests.applications.given import a_product
from tests.licenses.making import a_license, a_line, an_order_of
from tests.people import a_customer, acting


def _at_once(acts: list[Callable[[], object]]) -> None:
    def run(act: Callable[[], object]) -> None:
        try:
            with unit_of_work():
                act()
        finally:
            session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


@pytest.mark.rule("LIC-1")
def test_additions_and_renewals_at_once_all_count(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    license_id = a_license().license_id
    lines = [a_line(kind="additional", quantity=5, license_id=license_id) for _ in range(6)]
    lines += [a_line(kind="renewal", term_years=1, license_id=license_id) for _ in range(4)]
    orders = [an_order_of() for _ in lines]
    _at_once([lambda line=line, order=order: apply(line, order) for line, order in zip(lines, orders, strict=True)])  # type: ignore[misc]  # one act per line
    held = session.scalars(select(License)).one()
    assert (held.quantity, held.ends_on) == (330, date(2033, 9, 30))
    assert session.scalar(select(func.count()).select_from(LicenseChange)) == 11
    session.remove()
    engine.dispose()


@pytest.mark.rule("LIC-1")
def test_licenses_begun_at_once_have_ids_of_their_own(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    a_product()
    orders = [an_order_of() for _ in range(8)]
    _at_once([lambda order=order: apply(a_line(), order) for order in orders])  # type: ignore[misc]  # one act per order
    assert session.scalar(select(func.count(License.license_id.distinct()))) == 8
    session.remove()
    engine.dispose()


@pytest.mark.rule("LIC-2")
def test_of_two_colleagues_who_claim_at_once_one_has_it(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    db.bind(engine)
    code, domain = "AB-C123-DE456-FG789-HJ012-KL345", "takasaki.co.jp"
    held = a_license(end_user={"email": f"sakura@{domain}"}, codes=[code])
    license_id = held.license_id
    claimers = [acting(a_customer(email=f"claimer{at}@{domain}")) for at in range(4)]
    reach = Reach({}, frozenset(), is_shown_some=False)
    _at_once(
        [
            lambda who=who: claiming.claim(who, reach, license_id, code, None, "ja")  # type: ignore[misc]  # one act each
            for who in claimers
        ]
    )
    holder = session.scalars(select(License.holder_id)).one()
    assert holder in {who.user_id for who in claimers}
    acts = session.scalars(select(LicenseChange.act).where(LicenseChange.act == "claimed")).all()
    assert len(acts) == 1
    assert session.scalar(select(func.count()).select_from(Request)) == 3
    session.remove()
    engine.dispose()
