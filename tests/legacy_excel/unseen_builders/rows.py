"""Rows of label and value for a party or a dealer, where the kind of the layout lies elsewhere."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders.cast import address, postal
from tests.legacy_excel.unseen_builders.facts import Fields

Row = tuple[str, str | None]

PARTY_LABELS = {
    "corporate_name_kana": "フリガナ",
    "corporate_name": "会社名",
    "corporate_number": "法人番号",
    "department": "部署名",
    "title": "役職",
    "contact_name_kana": "フリガナ",
    "contact_name": "ご担当者名",
    "phone": "電話番号",
    "email": "E-mail",
    "postal_code": "郵便番号",
    "address": "住所",
}
DEALER_LABELS = {
    "company": "会社名",
    "branch": "支店名",
    "department": "部署名",
    "contact_name": "ご担当者名",
    "phone": "電話番号",
    "email": "E-mail",
}


def party_rows(party: Fields, **labels: str) -> list[Row]:
    """The rows of a party, those fields only that it has; labels may be given other texts."""
    written = party | {"postal_code": postal(party), "address": address(party)} if party["postal_code"] else party
    return [
        (labels.get(name, text), written[name]) for name, text in PARTY_LABELS.items() if written.get(name) is not None
    ]


def dealer_rows(dealer: Fields, **labels: str) -> list[Row]:
    """The rows of a dealer, with an empty cell where it has nothing."""
    return [(labels.get(name, text), dealer[name]) for name, text in DEALER_LABELS.items()]
