"""What may be applied for, and the shapes of codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from tbc.catalog.rules import ACTIVATION_CODE, LICENSE_ID, SERIAL_NUMBER, Refusal, has_shape, refusal

DAY = date(2026, 11, 20)


@dataclass
class Thing:
    channel: str = "web"
    application_kinds: list[str] = field(default_factory=lambda: ["new", "renewal"])
    contract_classes: list[str] = field(default_factory=lambda: ["corporate"])
    offered_from: date | None = None
    offered_until: date | None = None


@pytest.mark.rule("CAT-1")
@pytest.mark.parametrize(
    ("thing", "kind", "contract_class", "why"),
    [
        (Thing(), "new", "corporate", None),
        (Thing(), None, None, None),
        (Thing(offered_from=DAY, offered_until=DAY), "new", "corporate", None),
        (Thing(channel="excel"), "new", "corporate", Refusal.EXCEL_ONLY),
        (Thing(offered_from=date(2026, 11, 21)), "new", "corporate", Refusal.NOT_YET_OFFERED),
        (Thing(offered_until=date(2026, 11, 19)), "new", "corporate", Refusal.NO_LONGER_OFFERED),
        (Thing(), "additional", "corporate", Refusal.KIND_NOT_OFFERED),
        (Thing(), "new", "academic", Refusal.CLASS_NOT_OFFERED),
    ],
)
def test_a_product_is_refused_with_the_reason(
    thing: Thing, kind: str | None, contract_class: str | None, why: Refusal | None
) -> None:
    assert refusal(thing, kind, contract_class, DAY) == why


@pytest.mark.parametrize(
    ("pattern", "code", "fits"),
    [
        (LICENSE_ID, "1021917924", True),
        (LICENSE_ID, "BZ52960041", True),
        (LICENSE_ID, "102191792", False),
        (LICENSE_ID, "10219179245", False),
        (ACTIVATION_CODE, "SG-6JF6-PWE7F-GAQ4E-NHTPG-67FZJ", True),
        (ACTIVATION_CODE, "SG-6JF6-PWE7F-GAQ4E-NHTPG", False),
        (SERIAL_NUMBER, "1175521405", True),
        (SERIAL_NUMBER, "HW1336849511", True),
        (SERIAL_NUMBER, "SA132-7309009", True),
        (SERIAL_NUMBER, "SA132-7309009X", False),
    ],
)
def test_a_code_has_its_shape_from_end_to_end(pattern: str, code: str, fits: bool) -> None:
    assert has_shape(pattern, code) is fits
