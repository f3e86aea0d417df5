"""The application record (SPEC §3): which fields each section has, how each is read, what each is called.

One table serves the forms, the checks, the check-answers page, differences, exports and papers. A section is a
dictionary of texts, normalised where they could be read and as typed where not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tbc.kit.entries.field import Field
from tbc.kit.entries.party import PARTY
from tbc.kit.phrases import lazy as _l
from tbc.kit.phrases import lazy_counted
from tbc.kit.text import dates, reading

Content = dict[str, Any]
Section = dict[str, Any]

KINDS = {"new": _l("新規"), "additional": _l("追加"), "renewal": _l("更新")}
CONTRACT_CLASSES = {"corporate": _l("一般"), "government": _l("官公庁"), "academic": _l("教育")}


RENEWAL_CONTACT = (
    Field("company", _l("会社名"), required=True),
    Field("contact_name", _l("担当者氏名"), reading.person, required=True),
    Field("email", _l("メールアドレス"), reading.email, required=True, control="email", longest=254),
)
DELIVERY = (
    Field("email", _l("納品先メールアドレス"), reading.email, required=True, control="email", longest=254),
    Field("company", _l("会社名")),
    Field("contact_name", _l("担当者氏名"), reading.person),
)
DEALER = (
    Field("company", _l("会社名"), required=True),
    Field("branch", _l("支店・営業所")),
    Field("department", _l("部署")),
    Field("contact_name", _l("担当者氏名"), reading.person),
    Field("phone", _l("電話番号"), reading.phone, control="tel", longest=40),
    Field("email", _l("メールアドレス"), reading.email, control="email", longest=254),
)
ITEM = (
    Field("product", _l("製品"), reading.code, required=True, control="hidden", longest=40),
    Field("quantity", _l("数量"), reading.whole_number, required=True, control="digits", longest=12),
    Field("term_years", _l("年数"), reading.whole_number, required=True, control="years", longest=6),
    Field("license_id", _l("ライセンスID"), reading.license_id, control="code", longest=40),
    Field("activation_code", _l("アクティベーションコード"), reading.code, control="code", longest=60),
    Field("serial_number", _l("シリアル番号"), reading.code, control="code", longest=40),
    Field("current_end_on", _l("契約終了日"), dates.day, control="date", longest=40),
    Field("held_quantity", _l("保有数"), reading.whole_number, control="digits", longest=12),
)
CONTACT_PERSON = (
    Field("name", _l("氏名"), reading.person, required=True),
    Field("name_kana", _l("フリガナ"), reading.kana),
    Field("phone", _l("電話番号"), reading.phone, required=True, control="tel", longest=40),
    Field("email", _l("メールアドレス"), reading.email, required=True, control="email", longest=254),
)
REFERENCES = (
    Field("customer_po", _l("得意先PO#"), reading.purchase_order, longest=60),
    Field("reseller_reference", _l("販売店管理番号"), reading.reference, control="digits", longest=20),
    Field("remarks", _l("備考"), reading.many_lines, control="lines", longest=1000),
)
CHOICES = (
    Field("kind", _l("申請区分"), required=True, control="kind", longest=20),
    Field("contract_class", _l("契約区分"), required=True, control="class", longest=20),
)

# Sections that are one group of fields, and sections that are a list of such groups with their most entries.
GROUPS: dict[str, tuple[Field, ...]] = {
    "end_user": PARTY,
    "support_contact": PARTY,
    "renewal_contact": RENEWAL_CONTACT,
    "delivery": DELIVERY,
    "reseller": DEALER,
    "distributor": DEALER,
}
LISTS: dict[str, tuple[tuple[Field, ...], int]] = {"items": (ITEM, 30), "contact_persons": (CONTACT_PERSON, 5)}
SAME_AS: dict[str, tuple[str, ...]] = {
    "support_contact": ("end_user",),
    "renewal_contact": ("end_user", "support_contact"),
    "distributor": ("reseller",),
}
SECTION_NAMES = {
    "items": _l("製品"),
    "end_user": _l("契約者"),
    "support_contact": _l("サポート窓口"),
    "renewal_contact": _l("更新案内先"),
    "delivery": _l("納品先"),
    "reseller": _l("販売店"),
    "distributor": _l("代理店"),
    "contact_persons": _l("コンタクトパーソン"),
    "supplements": _l("別紙"),
}
SAME_AS_NAMES = {
    "end_user": _l("契約者と同じ"),
    "support_contact": _l("サポート窓口と同じ"),
    "reseller": _l("販売店と同じ"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form. `path` is the last part of its address; `parts` are the keys of the record it writes."""

    name: str
    path: str
    title: Any
    parts: tuple[str, ...]
    next_title: Any


STEPS: tuple[Step, ...] = (
    Step("products", "products", lazy_counted("製品", "製品", 2), ("kind", "contract_class", "items"), _l("契約者")),
    Step("end_user", "end-user", _l("契約者(End User)"), ("end_user",), _l("サポート窓口")),
    Step("support_contact", "support-contact", _l("サポート窓口"), ("support_contact",), _l("更新案内先")),
    Step("renewal_contact", "renewal-contact", _l("更新案内先"), ("renewal_contact",), _l("納品先")),
    Step("delivery", "delivery", _l("納品先"), ("delivery",), _l("販売店・代理店")),
    Step("dealers", "dealers", _l("販売店・代理店"), ("reseller", "distributor"), _l("追加情報")),
    Step(
        "extras",
        "extras",
        _l("追加情報"),
        ("customer_po", "reseller_reference", "contact_persons", "supplements", "remarks"),
        _l("内容の確認"),
    ),
)
STEP_BY_PATH = {step.path: step for step in STEPS}
_OF_PART = {part: step for step in STEPS for part in step.parts}
_PATH = re.compile(r"(?P<part>\w+)(?:\[(?P<at>\d+)\])?(?:\.(?P<name>\w+))?")
_TOP = {field.name: field for field in (*CHOICES, *REFERENCES)}


def step_of(path: str) -> Step:
    """The step on which the field at `path` stands."""
    return _OF_PART[_split(path)[0]]


# Asked sixty times for the page of one application; the record has a few hundred paths.
@lru_cache(maxsize=2048)
def field_of(path: str) -> Field | None:
    """The field at `path`, such as `end_user.phone` or `items[2].quantity`; None for a whole section."""
    part, _at, name = _split(path)
    if name is None:
        return _TOP.get(part)
    fields = LISTS[part][0] if part in LISTS else GROUPS.get(part, ())
    return next((field for field in fields if field.name == name), None)


def value_at(content: Content, path: str) -> Any:
    """What stands at `path`, None where nothing does."""
    part, at, name = _split(path)
    here = content.get(part)
    if at is not None:
        here = here[at] if isinstance(here, list) and at < len(here) else None
    return here.get(name) if name is not None and isinstance(here, dict) else here


def control_id(path: str) -> str:
    """The id of the form control for `path`: `items[2].quantity` stands in `items-2-quantity`."""
    part, at, name = _split(path)
    return "-".join(str(piece) for piece in (part, at, name) if piece is not None)


def walk(content: Content) -> Iterator[tuple[str, Field, str]]:
    """Each field of the record with its path and text, in the order of the form; empty ones too."""
    for step in STEPS:
        for part in step.parts:
            yield from _walk_part(content, part)


def _walk_part(content: Content, part: str) -> Iterator[tuple[str, Field, str]]:
    here = content.get(part)
    if part in _TOP:
        yield part, _TOP[part], str(here or "")
    elif part in LISTS:
        for at, entry in enumerate(here or ()):
            for field in LISTS[part][0]:
                yield f"{part}[{at}].{field.name}", field, str(entry.get(field.name) or "")
    elif part in GROUPS and (here or {}).get("same_as") not in SAME_AS.get(part, ()):
        for field in GROUPS[part]:
            yield f"{part}.{field.name}", field, str((here or {}).get(field.name) or "")


@lru_cache(maxsize=2048)
def _split(path: str) -> tuple[str, int | None, str | None]:
    found = _PATH.fullmatch(path)
    if not found:
        raise ValueError(f"not a path of the record: {path}")
    return found["part"], int(found["at"]) if found["at"] else None, found["name"]
