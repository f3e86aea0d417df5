"""A quick filing goes into a company account, and its licenses with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.applications.service.moving import move
from tbc.licenses.models import LicenseChange
from tests.applications.given import a_filed
from tests.licenses.making import a_license
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting


@pytest.mark.rule("APP-1", "LIC-2")
def test_licenses_follow_their_application_into_the_company_account(session: Session, app: object) -> None:
    filer = a_customer()
    account = an_account(an_organization(a_customer()), filer)
    moved, kept = a_filed(filer), a_filed(filer)
    own, others, elsewhere = (
        a_license(filer, application=moved),
        a_license(a_customer(), application=moved),
        a_license(filer, application=kept),
    )
    assert move(acting(filer), [moved], account) == 1
    assert (own.company_account_id, own.holder_id) == (account.id, None)
    assert [one.company_account_id for one in (others, elsewhere)] == [None, None]
    acts = session.scalars(select(LicenseChange.act).where(LicenseChange.license_id == own.id)).all()
    assert sorted(acts) == ["begun", "moved"]
