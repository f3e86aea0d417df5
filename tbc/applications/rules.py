"""What makes an application complete and consistent, beyond the reading of single fields (SPEC §3, CAT-2, PRT-4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tbc.kit.entries.problem import Problem
from tbc.kit.text.companies import are_same_company

ITEMS_AT_MOST = 30
CONTACT_PERSONS_AT_MOST = 5
REFERENCE_FIELDS = ("license_id", "activation_code", "serial_number")

# What may become of a filed application. The database has the same table in a trigger (APP-9, ORD-3).
TRANSITIONS: dict[str, frozenset[str]] = {
    "draft": frozenset({"filed"}),
    "filed": frozenset({"superseded", "withdrawn", "ordered"}),
    "ordered": frozenset({"filed", "shipped", "cancelled"}),
    "shipped": frozenset({"registered", "cancelled"}),
    "registered": frozenset({"cancelled"}),
    "superseded": frozenset(),
    "withdrawn": frozenset(),
    "cancelled": frozenset(),
}


class Orderable(Protocol):
    """What these rules ask of a product."""

    @property
    def reference(self) -> str: ...
    @property
    def min_quantity(self) -> int: ...
    @property
    def max_quantity(self) -> int: ...
    @property
    def term_years(self) -> Sequence[int]: ...
    @property
    def license_id_pattern(self) -> str: ...
    @property
    def activation_code_pattern(self) -> str: ...
    @property
    def serial_number_pattern(self) -> str: ...
    @property
    def supplement_code(self) -> str | None: ...
    @property
    def contact_persons_required(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know from outside of the record.

    `products` by code, those that can be applied for or not; `refusals` says why a product cannot (its code → a word of
    the catalogue); `uploaded` are the supplement codes whose sheet was checked without errors, `faulty` those with
    errors; `prefectures` gives those that a postal code lies in; `same_dealer` says whether two names are one dealer's.
    """

    products: Mapping[str, Orderable] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    uploaded: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()
    prefectures: Callable[[str], frozenset[str]] = lambda _code: frozenset()
    same_dealer: Callable[[str, str], bool] = lambda _one, _other: False


def may_become(state: str, new_state: str) -> bool:
    """Whether an application in `state` may become `new_state`."""
    return new_state in TRANSITIONS[state]


def check_items(kind: str, items: Sequence[Mapping[str, Any]], facts: Facts) -> list[Problem]:
    """The lines: 1–30 of them, each product eligible, with quantity, years and the code of what is held."""
    if not items:
        return [Problem("items", "no_items")]
    problems = (
        [] if len(items) <= ITEMS_AT_MOST else [Problem("items", "too_many_items", values={"most": ITEMS_AT_MOST})]
    )
    for at, item in enumerate(items):
        problems += _check_item(kind, at, item, facts)
    return problems + _check_doubles(items)


def supplements_needed(items: Iterable[Mapping[str, Any]], facts: Facts) -> list[str]:
    """The codes of the supplements that these lines need, each once (CAT-2)."""
    products = (facts.products.get(item.get("product", "")) for item in items)
    return list(dict.fromkeys(p.supplement_code for p in products if p and p.supplement_code))


def contact_persons_needed(kind: str, items: Iterable[Mapping[str, Any]], facts: Facts) -> bool:
    """Whether something is bought anew that needs contact persons: paid support (CAT-2)."""
    if kind != "new":
        return False
    products = (facts.products.get(item.get("product", "")) for item in items)
    return any(p.contact_persons_required for p in products if p)


def check_extras(content: Mapping[str, Any], facts: Facts) -> list[Problem]:
    """Contact persons (1–5) and supplements where a product needs them (CAT-2)."""
    items = content.get("items") or ()
    problems = []
    persons = content.get("contact_persons") or ()
    if contact_persons_needed(content.get("kind", ""), items, facts) and not persons:
        problems.append(Problem("contact_persons", "no_contact_persons", values={"most": CONTACT_PERSONS_AT_MOST}))
    if len(persons) > CONTACT_PERSONS_AT_MOST:
        problems.append(Problem("contact_persons", "too_many_persons", values={"most": CONTACT_PERSONS_AT_MOST}))
    for code in supplements_needed(items, facts):
        if code in facts.faulty:
            problems.append(Problem("supplements", "faulty_supplement", values={"code": code}))
        elif code not in facts.uploaded:
            problems.append(Problem("supplements", "no_supplement", values={"code": code}))
    return problems


def check_dealers(reseller: Mapping[str, Any], distributor: Mapping[str, Any], facts: Facts) -> list[Problem]:
    """Both may not be the same dealer, whatever branch or name of it, unless 「販売店と同じ」 is chosen (PRT-4)."""
    ours, theirs = reseller.get("company") or "", distributor.get("company") or ""
    if distributor.get("same_as") == "reseller" or not ours or not theirs:
        return []
    if are_same_company(ours, theirs):
        return [Problem("distributor.company", "same_dealer")]
    if facts.same_dealer(ours, theirs):
        return [Problem("distributor.company", "same_dealer_known", values={"reseller": ours})]
    return []


def needs_consent(filer_email: str, end_user_email: str) -> bool:
    """Whether the filer must confirm the end user's consent: they file for another domain than their own (SPEC §3)."""
    return _domain(filer_email) != _domain(end_user_email)


def _check_item(kind: str, at: int, item: Mapping[str, Any], facts: Facts) -> list[Problem]:
    here = f"items[{at}]"
    product = facts.products.get(item.get("product", ""))
    if product is None:
        return [Problem(f"{here}.product", "unknown_product")]
    problems = []
    refusal = facts.refusals.get(item["product"])
    if refusal:
        problems.append(Problem(f"{here}.product", f"refused_{refusal.replace('-', '_')}"))
    problems += _check_amounts(here, item, product)
    if kind in {"additional", "renewal"}:
        problems += _check_reference(here, item, product)
    return problems


def _check_amounts(here: str, item: Mapping[str, Any], product: Orderable) -> list[Problem]:
    problems = []
    low, high = product.min_quantity, product.max_quantity
    quantity = _whole(item.get("quantity"))
    if quantity is not None and not low <= quantity <= high:
        problems.append(Problem(f"{here}.quantity", "quantity_range", values={"low": low, "high": high}))
    years = _whole(item.get("term_years"))
    if years is not None and years not in product.term_years:
        allowed = [str(years) for years in product.term_years]
        problems.append(Problem(f"{here}.term_years", "term_not_offered", values={"years": allowed}))
    return problems


def _check_reference(here: str, item: Mapping[str, Any], product: Orderable) -> list[Problem]:
    if product.reference == "serial" and not item.get("serial_number"):
        return [Problem(f"{here}.serial_number", "serial_needed")]
    if not any(item.get(name) for name in REFERENCE_FIELDS):
        return [Problem(f"{here}.license_id", "reference_needed")]
    return [
        Problem(f"{here}.{name}", f"{name}_shape")
        for name in REFERENCE_FIELDS
        if item.get(name) and not re.fullmatch(getattr(product, f"{name}_pattern"), item[name])
    ]


def _check_doubles(items: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """The same product with the same code twice is one line typed twice."""
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    for at, item in enumerate(items):
        key = tuple(str(item.get(name) or "") for name in ("product", *REFERENCE_FIELDS))
        if key in seen:
            problems.append(Problem(f"items[{at}].product", "line_twice", values={"line": seen[key] + 1}))
        seen.setdefault(key, at)
    return problems


def _whole(text: Any) -> int | None:
    return int(text) if isinstance(text, int) or (isinstance(text, str) and re.fullmatch(r"[0-9]{1,9}", text)) else None


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
