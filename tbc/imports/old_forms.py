"""A filed application in the shape of the retired forms: which of them fits, and what each has no field for (XLS-1).

Partners still ask for the old form beside the number; it is filled in here, and says what it cannot hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tbc.applications.record import GROUPS, LISTS

# The form for one contract has six lines, the one for several contracts ten.
LINES_OF_ONE_CONTRACT = 6


@dataclass(frozen=True, slots=True)
class OldForm:
    """One of the forms, and the paths of the portal's record that it has no place for."""

    code: str
    unheld: tuple[str, ...]


def list_forms(content: Mapping[str, Any], filed_on: date, kinds: Collection[str]) -> list[OldForm]:
    """All forms, the one that fits first; `kinds` are the kinds of the products applied for."""
    from legacy_excel.filling import codes, lacking  # with openpyxl: six megabytes that few workers need

    application = application_of(content, filed_on)
    alone = tuple(_of_the_portal_alone(content))
    forms = [OldForm(code, (*(entry.path for entry in lacking(application, code)), *alone)) for code in codes()]
    fitting = fitting_form(str(content.get("kind") or ""), kinds, len(application["items"]))
    return sorted(forms, key=lambda form: form.code != fitting)


def fitting_form(kind: str, kinds: Collection[str], lines: int) -> str:
    """The code of the form for such an application: by its kind, by what all of its products are, by its lines."""
    only = next(iter(kinds)) if len(set(kinds)) == 1 else ""
    if kind == "new":
        return "A-2" if only == "saas" else "A-1"
    if kind == "renewal" and only in {"saas", "appliance"}:
        return "B-2" if only == "saas" else "B-2HW"
    return "B-3" if kind == "renewal" and lines > LINES_OF_ONE_CONTRACT else "B-1"


def application_of(content: Mapping[str, Any], filed_on: date) -> dict[str, Any]:
    """The library's record of what was filed; its date is that of an imported sheet, else the day of filing."""
    application: dict[str, Any] = {
        name: content.get(name) for name in ("kind", "contract_class", "customer_po", "reseller_reference", "remarks")
    }
    application["applied_on"] = content.get("applied_on") or filed_on.isoformat()
    application["consent"] = bool(content.get("consent"))
    for part in GROUPS:
        if part != "renewal_contact":
            application[part] = _section(content.get(part) or {})
    for part in LISTS:
        application[part] = [_line(line) for line in content.get(part) or ()]
    return application


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    shared = section.get("same_as")
    if shared and shared != "other":
        return {"same_as": shared}
    return {name: value for name, value in section.items() if name != "same_as"}


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line with its product's name; the old forms know no code of ours, and not how many are held."""
    written = {name: value for name, value in line.items() if name not in {"product", "held_quantity"}}
    if "product" in line:
        written["product_name"] = line.get("product_name") or line["product"]
    return written


def _of_the_portal_alone(content: Mapping[str, Any]) -> Iterator[str]:
    """What no old form asks for, as far as it was answered."""
    if content.get("renewal_contact"):
        yield "renewal_contact"
    if content.get("supplements"):
        yield "supplements"
    for at, line in enumerate(content.get("items") or ()):
        if line.get("held_quantity"):
            yield f"items[{at}].held_quantity"
