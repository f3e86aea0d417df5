"""A company with its address and its person: the end user and the support contact of an application (SPEC §3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tbc.kit.entries.field import Field
from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading

CORPORATE = (
    Field("corporate_name", _l("法人名（正式名称）"), required=True, spoken=_l("法人名")),
    Field("corporate_name_kana", _l("フリガナ"), reading.kana, required=True, spoken=_l("法人名のフリガナ")),
    Field("corporate_number", _l("法人番号"), reading.corporate_number, control="digits", longest=30),
)
_PERSON = (
    Field("department", _l("所属部署"), required=True),
    Field("title", _l("役職")),
    Field("contact_name", _l("担当者氏名"), reading.person, required=True),
    Field("contact_name_kana", _l("フリガナ（氏名）"), reading.kana, required=True, spoken=_l("担当者氏名のフリガナ")),
    Field("phone", _l("電話番号"), reading.phone, required=True, control="tel", longest=40),
    Field("email", _l("メールアドレス"), reading.email, required=True, control="email", longest=254),
)
_ADDRESS = (
    Field("postal_code", _l("郵便番号"), reading.postal_code, required=True, control="postal", longest=20),
    Field("prefecture", _l("都道府県"), required=True, control="prefecture", longest=4),
    Field("city", _l("市区町村"), required=True),
    Field("street", _l("町名・番地"), reading.address_part, required=True),
    Field("building", _l("建物名・階"), reading.address_part),
)
PARTY = (*CORPORATE, *_ADDRESS, *_PERSON)


def check_address(path: str, party: Mapping[str, Any], prefectures: Callable[[str], frozenset[str]]) -> list[Problem]:
    """A postal code that lies in another prefecture than the one given: a warning, since both may be right.

    `prefectures` gives those that a code of seven digits lies in.
    """
    code, prefecture = party.get("postal_code") or "", party.get("prefecture") or ""
    if not prefecture or not re.fullmatch(r"[0-9]{7}", code):
        return []
    known = prefectures(code)
    if not known:
        return [Problem(f"{path}.postal_code", "unknown_postal_code", "warning", {"code": hyphenated(code)})]
    if prefecture in known:
        return []
    values = {"code": hyphenated(code), "right": sorted(known), "given": prefecture}
    return [Problem(f"{path}.postal_code", "postal_mismatch", "warning", values)]


def typed_again(party: Mapping[str, Any]) -> dict[str, Any]:
    """`party` as it stands in a form: the postal code with its hyphen."""
    return {**party, "postal_code": hyphenated(str(party.get("postal_code") or ""))}


def hyphenated(code: str) -> str:
    """100-0001 for 1000001; whatever is no postal code stays."""
    return f"{code[:3]}-{code[3:]}" if re.fullmatch(r"[0-9]{7}", code) else code
