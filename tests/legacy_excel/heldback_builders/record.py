"""A record with the way its values are written on the sheet; it notices what a layout leaves out."""

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .grid import Value

ITEM_FIELDS = (
    "product_name",
    "quantity",
    "term_years",
    "license_id",
    "activation_code",
    "serial_number",
    "current_end_on",
)
PERSON_FIELDS = ("name", "name_kana", "phone", "email")
_KINDS = {"A-1": "new", "A-2": "new", "USER": "registration"}
_PLAIN: dict[str, Any] = {
    "kind": "renewal",
    "applied_on": None,
    "customer_po": None,
    "reseller_reference": None,
    "contract_class": None,
    "end_user": None,
    "support_contact": None,
    "delivery": None,
    "reseller": None,
    "distributor": None,
    "items": [],
    "contact_persons": [],
    "consent": True,
    "remarks": None,
}
_GROUND = ("prefecture", "city", "street")


class Record:
    """What must come out of one application, and how each value is written (`written`, by path)."""

    def __init__(
        self, form: str, version: str | None, written: Mapping[str, Value] | None = None, **facts: Any
    ) -> None:
        self.form, self.version = form, version
        self.application = copy.deepcopy(_PLAIN) | {"kind": _KINDS.get(form, "renewal")} | facts
        self.application["items"] = [dict.fromkeys(ITEM_FIELDS) | item for item in facts.get("items", ())]
        self.application["contact_persons"] = [
            dict.fromkeys(PERSON_FIELDS) | person for person in facts.get("contact_persons", ())
        ]
        self._written = dict(written or {})
        self._told: set[str] = set()

    def say(self, path: str) -> Value:
        """The value as it stands on the sheet; dates are dates; `.address`, `.ground`, `.postal` are made up here."""
        self.tell(path)
        if path in self._written:
            return self._written[path]
        section, _, name = path.rpartition(".")
        if name in ("address", "ground", "postal"):
            return self._place(section, name)
        value = self.fact(path)
        if (value is not None and name.endswith("_on")) or path == "applied_on":
            return date.fromisoformat(str(value)) if value else None
        assert value is None or isinstance(value, str | int), path
        return value

    def write(self, written: Mapping[str, Value]) -> None:
        """Write these paths in another way; what was said before is to be said anew."""
        self._written |= written
        self._told.clear()

    def text(self, path: str) -> str:
        """As `say`, but always text, dates as 2025/7/15, nothing as an empty text."""
        value = self.say(path)
        if isinstance(value, date):
            return f"{value.year}/{value.month}/{value.day}"
        return "" if value is None else str(value)

    def fact(self, path: str) -> Any:
        """The oracle's value at a path such as end_user.email or items[0].quantity; None below a null section."""
        value: Any = self.application
        for name, index in re.findall(r"(\w+)|\[(\d+)\]", path):
            if value is None:
                return None
            value = value[name] if name else value[int(index)] if int(index) < len(value) else None
        return value

    def tell(self, *paths: str) -> None:
        """Note that the sheet says these values in a way of its own."""
        for path in paths:
            section, _, name = path.rpartition(".")
            parts = {"address": (*_GROUND, "building"), "ground": _GROUND, "postal": ("postal_code",)}.get(
                name, (name,)
            )
            self._told.update(f"{section}.{part}" if section else part for part in parts)

    def count(self, name: str) -> int:
        """How many items or contact persons there are."""
        return len(self.application[name])

    def untold(self) -> list[str]:
        """Leaves with a value that no layout wrote."""
        told_by_title = {"kind"} if self.form != "B-1" else set()
        return [
            path
            for path, value in _leaves("", self.application)
            if value is not None and not self._is_told(path, told_by_title)
        ]

    def _is_told(self, path: str, more: set[str]) -> bool:
        return path in self._told | more or any(path.startswith(f"{told}.") for told in self._told)

    def _place(self, section: str, name: str) -> str | None:
        party = self.fact(section)
        if party is None or (party["postal_code"] is None and name == "postal"):
            return None
        if name == "postal":
            code = party["postal_code"]
            return f"{code[:3]}-{code[3:]}"
        ground = "".join(party[part] or "" for part in _GROUND)
        if name == "address" and party["building"]:
            return f"{ground}　{party['building']}"
        return ground or None


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(f"{path}[{index}]", inner)
    else:
        yield path, value
