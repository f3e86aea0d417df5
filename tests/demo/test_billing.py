"""The demo issues invoices: its settings are ones that the portal takes, and belong to nobody."""

from __future__ import annotations

import pytest

from tbc.config import from_environment
from tbc.demo.billing import billing_settings

GIVEN = {
    "TBC_DATABASE_URL": "postgresql://localhost/tbc",
    "TBC_SECRET_KEY": "x" * 40,
    "TBC_BASE_URL": "http://localhost:8000",
    "TBC_SMTP_URL": "smtp://localhost",
    "TBC_MAIL_FROM": "portal@example.com",
}


@pytest.mark.rule("BIL-1")
def test_the_demo_can_bill() -> None:
    settings = from_environment(GIVEN | billing_settings())
    assert [account.key for account in settings.bank_accounts] == ["main"]
    assert settings.issuer_registration_number
    assert settings.issuer_address
