"""What claims are read as: texts that are texts, an address that is proven, factors that are some (PRT-1)."""

from __future__ import annotations

from typing import Any

import pytest

from tbc.partner_settings import TOLD
from tbc.partners.rules.claims import LONGEST, has_second_factor, read_told

pytestmark = pytest.mark.rule("PRT-1")
SAME = {name: name for name in TOLD}


@pytest.mark.parametrize("verified", [False, None, "true", 1, "True", [True], {}])
def test_only_true_proves_an_address(verified: Any) -> None:
    assert not read_told({"email": "a@example.co.jp", "email_verified": verified}, SAME).email_verified
    assert read_told({"email": "a@example.co.jp", "email_verified": True}, SAME).email_verified


def test_claims_go_by_the_portals_own_names() -> None:
    told = read_told({"org": "架空", "level": "2", "company": "別の名前"}, SAME | {"company": "org", "tier": "level"})
    assert (told.company, told.tier) == ("架空", 2)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (" 架空\r\nBcc: x ", "架空  Bcc: x"),
        ("代理　大", "代理　大"),
        (["架空"], ""),
        ({"a": 1}, ""),
        (None, ""),
        (True, ""),
        (20018, "20018"),
        ("あ" * 500, "あ" * LONGEST),
    ],
)
def test_a_text_is_one_line_of_text(given: Any, read: str) -> None:
    assert read_told({"company": given}, SAME).company == read


@pytest.mark.parametrize(("given", "read"), [(1, 1), ("3", 3), (0, None), (4, None), ("二次店", None), (True, None)])
def test_a_tier_is_one_of_three(given: Any, read: int | None) -> None:
    assert read_told({"tier": given}, SAME).tier == read


def test_a_name_may_come_in_two_parts() -> None:
    assert read_told({"family_name": "代理", "given_name": "大"}, SAME).name == "代理　大"


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["hwk"]}, True),
        ({"amr": ["swk", "pin"]}, True),
        ({"amr": ["swk"]}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"]]}, False),
        ({"acr": "gold"}, True),
        ({"acr": "silver"}, False),
        ({"acr": ["gold"]}, False),
        ({}, False),
    ],
)
@pytest.mark.rule("ACC-3")
def test_a_second_factor_is_said_by_amr_or_a_configured_acr(claims: dict[str, Any], counts: bool) -> None:
    assert has_second_factor(claims, frozenset({"gold"})) is counts
