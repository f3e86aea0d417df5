"""Every letter in English: its own words leave no Japanese, whatever names stand in it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tbc.mail import rendering
from tests.setup.sources import JAPANESE, PORTAL

# A sentence that begins right where another ends.
STUCK = re.compile(r"[a-z]\.[A-Z]")

AT = datetime(2026, 11, 20, 5, 43, tzinfo=UTC)
ENDS = date(2026, 12, 20)
GROUPS = ["7KQ4", "M2XD", "9HRA", "3WVC", "58NT", "EJ6P"]
APPLICATION = SimpleNamespace(
    id="01900000",
    number="".join(GROUPS),
    company="Takasaki Sample Ltd.",
    valid_until=date(2027, 2, 18),
    filed_at=AT,
    content={"items": [{"product_name": "Sample Guard", "quantity": 300, "term_years": years} for years in (1, 3)]},
)
PERSON = SimpleNamespace(name="Ichiro Hinagata", email="ichiro@example.jp")
ORGANIZATION = SimpleNamespace(
    id="01900002", name="Takasaki Sample Ltd.", contact_email="joho@example.jp", needs_second_factor=True, purge_at=AT
)
ORDER = SimpleNamespace(
    number="ORDC0382917",
    customer_po="PO-1",
    reseller_reference="12345678",
    company="Takasaki Sample Ltd.",
    entered_at=AT,
    dealer_note="Thank you.",
)
DELIVERY = SimpleNamespace(id="01900007", number="SHPC4719038", shipped_at=AT, sent_to="order@example.jp", tracking="")
REQUEST = SimpleNamespace(kind="join", reason="Sales", lapses_at=AT, decision_reason="Not now.")
VALUES: dict[str, Any] = {
    "organization": ORGANIZATION,
    "request": REQUEST,
    "asker": PERSON,
    "owners": [PERSON],
    "to_owner": False,
    "inviter": "ichiro@example.jp",
    "order": ORDER,
    "company": "Takasaki Sample Ltd.",
    "product": "Sample Guard",
    "delivery": DELIVERY,
    "again": False,
    "password": "K7QM-2XD9-HR4W",
    "lines": [
        SimpleNamespace(
            product_name="Sample Guard",
            quantity=300,
            term_years=years,
            position=years,
            ends_before=ENDS,
            ends_after=ENDS,
        )
        for years in (1, 3)
    ],
    "names": {1: "Sample Guard", 3: "Sample Guard", "SGE-ADV": "Sample Guard"},
    "invoice": SimpleNamespace(number="INV-2026-000001", amount=1_265_880, due_on=ENDS, virtual_account=""),
    "renewal": SimpleNamespace(id="01900008"),
    "payer": SimpleNamespace(company="Takasaki Sample Ltd."),
    "paper": SimpleNamespace(
        id="0190000a",
        number="CAN-2026-000001",
        kind="cancellation",
        names_number="INV-2026-000001",
        names_kind="invoice",
        reason="A wrong name",
    ),
    "kinds": {"invoice": "Invoice"},
    "licenses": [
        SimpleNamespace(
            id="01900009",
            product_code="SGE-ADV",
            end_user_name="Takasaki Sample Ltd.",
            license_id="QQ47MRGTWF",
            ends_on=ENDS,
        )
    ],
    "stops": ["http://localhost/renewals/reminders/01900009"],
    "days": 30,
    "domain": "example.jp",
    "ours": "example.co.jp",
    "account": SimpleNamespace(id="01900003", name="Kiryu Sample Ltd."),
    "link": "http://localhost/organizations/objections/a-token",
    "manages": True,
    "email": "ichiro@example.jp",
    "source": ORGANIZATION,
    "merge": SimpleNamespace(id="01900004", undo_until=AT),
    "case": SimpleNamespace(id="01900005", object_until=AT, kind="owner-gone", decision_reason="Not now."),
    "name": "Sakura Mihon",
    "at": AT,
    "until": AT,
    "ends": ENDS,
    "token": "a-token",
    "device": "",
    "factor": "passkey",
    "passkey": "Chrome / Windows",
    "left": 9,
    "old": "old@example.jp",
    "new": "new@example.jp",
    "application": APPLICATION,
    "draft": SimpleNamespace(id="01900001", company="", saved_at=AT),
    "groups": GROUPS,
    "by": "Ichiro Hinagata",
    "file_name": "form.xlsx",
    "number_to": "to@example.jp",
    "portal": "Sample partner portal",
    "portals": ["Sample partner portal"],
    "filed": [(APPLICATION, GROUPS), (APPLICATION, GROUPS)],
    "filing": SimpleNamespace(id="01900006", file_name="november.xlsx"),
    "numbered": [(" ".join(GROUPS), "Takasaki Sample Ltd.", "November"), (" ".join(GROUPS), "Kiryu Sample Ltd.", "")],
    "kind": "resend",
    "reference": "3F9A21C7",
    "due_on": ENDS,
    "outcome": "refused",
    "decision": "We could not find the order.",
    "drafted": 1,
    "not_filed": 2,
}
LETTERS = sorted(folder.name for folder in (PORTAL / "templates" / "mail").iterdir() if folder.is_dir())


@pytest.mark.rule("UX-1")
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_speaks_english_throughout(letter: str) -> None:
    words = rendering.render(letter, "en", VALUES)
    for part in (words.subject, words.text, words.html):
        assert not JAPANESE.findall(part)
        assert not STUCK.findall(part)


def test_a_letter_counts_years_as_english_does() -> None:
    text = rendering.render("application-filed", "en", VALUES).text
    assert "300, 1 year\n" in text
    assert "300, 3 years\n" in text
