"""Who issues the demo's invoices, and where they are paid: nobody, and at a bank that does not exist."""

from __future__ import annotations

import json

ISSUER = "見本ベンダー株式会社"
# Each invoice has a number of its own here while it is open: the bank leads what comes there to the account.
VIRTUAL = {"branch": "見本振込専用支店", "branch_code": "900", "from": "1000001", "to": "1009999"}
ACCOUNT = {
    "key": "main",
    "bank": "見本銀行",
    "bank_code": "9999",
    "branch": "見本支店",
    "branch_code": "001",
    "kind": "ordinary",
    "number": "1234567",
    "holder": ISSUER,
    "holder_kana": "ミホンベンダー（カ",
    "virtual": VIRTUAL,
}


def billing_settings() -> dict[str, str]:
    """The settings that let the demo issue invoices and receipts."""
    return {
        "TBC_ISSUER_NAME": ISSUER,
        "TBC_ISSUER_ADDRESS": "東京都見本区見本町1-1 見本ビル",
        "TBC_ISSUER_REGISTRATION_NUMBER": "T3987654321098",
        "TBC_BANK_ACCOUNTS": json.dumps([ACCOUNT], ensure_ascii=False),
    }
