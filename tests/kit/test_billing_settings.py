"""Who issues receipts and where invoices are paid: refused at the start with one sentence when wrong (BIL-1, BIL-2)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tbc.billing_settings import BankAccount, VirtualAccounts
from tbc.config import SettingsError, from_environment

ACCOUNT: dict[str, Any] = {
    "key": "main",
    "bank": "見本銀行",
    "bank_code": "9999",
    "branch": "見本支店",
    "branch_code": "001",
    "kind": "ordinary",
    "number": "1234567",
    "holder": "見本ベンダー株式会社",
    "holder_kana": "ミホンベンダー（カ",
}
VIRTUAL = {"branch": "見本仮想支店", "branch_code": "900", "from": "8000001", "to": "8099999"}
GIVEN = {
    "TBC_DATABASE_URL": "postgresql://localhost/tbc",
    "TBC_SECRET_KEY": "x" * 40,
    "TBC_BASE_URL": "http://localhost:8000",
    "TBC_SMTP_URL": "smtp://localhost",
    "TBC_MAIL_FROM": "portal@example.com",
    "TBC_ISSUER_NAME": "見本ベンダー株式会社",
    "TBC_ISSUER_ADDRESS": "東京都千代田区見本町1-1",
    "TBC_ISSUER_REGISTRATION_NUMBER": "T3987654321098",
}

pytestmark = pytest.mark.rule("BIL-1")


def test_accounts_are_read() -> None:
    second = ACCOUNT | {"key": "second", "number": "7654321", "virtual": VIRTUAL}
    settings = from_environment(GIVEN | {"TBC_BANK_ACCOUNTS": json.dumps([ACCOUNT, second])})
    first, other = settings.bank_accounts
    assert first == BankAccount(**ACCOUNT)
    assert other.virtual == VirtualAccounts("見本仮想支店", "900", 8_000_001, 8_099_999)
    assert settings.issuer_registration_number == "T3987654321098"
    assert settings.tax_rounding == "floor"


def test_without_accounts_there_are_no_invoices_and_no_complaint() -> None:
    settings = from_environment({name: value for name, value in GIVEN.items() if "ISSUER" not in name})
    assert settings.bank_accounts == ()
    assert settings.issuer_registration_number == ""


@pytest.mark.parametrize(
    ("accounts", "said"),
    [
        ("[{", "holds no JSON"),
        ("{}", "must be a JSON list"),
        ("[1]", "must be a JSON list"),
        (json.dumps([ACCOUNT | {"number": "123456"}]), "no usable number in account 1"),
        (json.dumps([ACCOUNT | {"kind": "普通"}]), "no usable kind in account 1"),
        (json.dumps([ACCOUNT, ACCOUNT | {"key": "B"}]), "no usable key in account 2"),
        (json.dumps([{**ACCOUNT, "iban": "x"}]), "something unknown in account 1: iban"),
        (json.dumps([ACCOUNT, ACCOUNT]), "twice"),
        (json.dumps([ACCOUNT, ACCOUNT | {"key": "other"}]), "twice"),
        (json.dumps([ACCOUNT | {"virtual": []}]), "no usable branch in the virtual numbers of account 1"),
        (json.dumps([ACCOUNT | {"virtual": VIRTUAL | {"to": "1"}}]), "no usable to"),
        (json.dumps([ACCOUNT | {"virtual": VIRTUAL | {"to": "0000001"}}]), "`from` above its `to`"),
    ],
)
def test_accounts_that_cannot_be_used_are_named(accounts: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^TBC_BANK_ACCOUNTS .*{said}.*\\.$"):
        from_environment(GIVEN | {"TBC_BANK_ACCOUNTS": accounts})


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize("name", ["TBC_ISSUER_NAME", "TBC_ISSUER_ADDRESS", "TBC_ISSUER_REGISTRATION_NUMBER"])
def test_who_takes_money_says_who_they_are(name: str) -> None:
    given = GIVEN | {"TBC_BANK_ACCOUNTS": json.dumps([ACCOUNT])}
    with pytest.raises(SettingsError, match=name):
        from_environment({key: value for key, value in given.items() if key != name})


@pytest.mark.rule("BIL-2")
@pytest.mark.parametrize(
    ("name", "value"),
    [("TBC_ISSUER_REGISTRATION_NUMBER", "T1987654321098"), ("TBC_TAX_ROUNDING", "round")],
)
def test_what_the_tax_law_does_not_know_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} must be"):
        from_environment(GIVEN | {name: value})
