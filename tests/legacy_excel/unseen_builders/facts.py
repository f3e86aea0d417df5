"""The records, as the README's first section wants them: every field named, what is not there is None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from tests.legacy_excel.unseen_builders.paper import Paper

Fields = dict[str, Any]

PARTY = [
    "corporate_name",
    "corporate_name_kana",
    "corporate_number",
    "department",
    "title",
    "contact_name",
    "contact_name_kana",
    "phone",
    "email",
    "postal_code",
    "prefecture",
    "city",
    "street",
    "building",
]
DEALER = ["company", "branch", "department", "contact_name", "phone", "email"]
ITEM = ["product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on"]
PERSON = ["name", "name_kana", "phone", "email"]

SAME_CUSTOMER = {"same_as": "end_user"}
SAME_RESELLER = {"same_as": "reseller"}

_KINDS = {"A-1": "new", "A-2": "new", "B-2": "renewal", "B-2HW": "renewal", "B-3": "renewal", "USER": "registration"}


@dataclass(frozen=True)
class Case:
    """A workbook to write: its file name, its sheets, its oracle, and who writes it."""

    name: str
    paper: Paper
    oracle: Fields
    writer: str = "openpyxl"


@dataclass
class Shelf:
    """The cases of a module, in their order."""

    makers: list[Callable[[], Case]] = field(default_factory=list)

    def add(self, maker: Callable[[], Case]) -> Callable[[], Case]:
        """Put a case on the shelf (a decorator)."""
        self.makers.append(maker)
        return maker


def only(known: Fields, without: str = "", **other: Any) -> Fields:
    """A party or dealer of the cast as this sheet shows it: without some fields, others with another value."""
    return known | dict.fromkeys(without.split()) | other


def item(product_name: str, quantity: int | None, term_years: int | None = None, **more: Any) -> Fields:
    """One line of the items."""
    return dict.fromkeys(ITEM) | {"product_name": product_name, "quantity": quantity, "term_years": term_years} | more


def person(name: str, name_kana: str | None, phone: str | None, email: str | None) -> Fields:
    """One contact person."""
    return {"name": name, "name_kana": name_kana, "phone": phone, "email": email}


def delivery(email: str | None, company: str | None = None, contact_name: str | None = None) -> Fields:
    """Where the goods go."""
    return {"email": email, "company": company, "contact_name": contact_name}


def record(form: str, version: str | None, **application: Any) -> Fields:
    """A sound record; `kind` follows from the form unless it is B-1."""
    shape: Fields = {
        "kind": _KINDS.get(form),
        "applied_on": None,
        "customer_po": None,
        "reseller_reference": None,
        "contract_class": None,
        "end_user": dict.fromkeys(PARTY),
        "support_contact": None,
        "delivery": None,
        "reseller": None,
        "distributor": None,
        "items": [],
        "contact_persons": [],
        "consent": False,
        "remarks": None,
    }
    assert application.keys() <= shape.keys(), application.keys() - shape.keys()
    return {"form": form, "version": version, "application": shape | application, "problems": []}


def several(*records: tuple[str, Fields]) -> Fields:
    """The oracle of a workbook with several applications, each with the sheet it stands on."""
    return {"records": [{"sheet": sheet} | shape for sheet, shape in records]}


def doubtful(sound: Fields, where: str, cell: str, *codes: str) -> Fields:
    """The oracle of a sheet at which a clerk would ask: the field is None, any of the codes is right, also together."""
    accept = [list(some) for size in range(1, len(codes) + 1) for some in combinations(codes, size)]
    problem = {"code": codes[0], "field": where, "cell": cell}
    return {"faulty": True} | sound | {"problems": [problem], "accept_codes": accept}
