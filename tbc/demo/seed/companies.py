"""The companies of the demo: end users by the domain of their mail, and the dealers they buy from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

# Numbers of this beginning are given to nobody: a made-up company must not carry a real one's.
UNUSED = "999999"


@dataclass(frozen=True, slots=True)
class Company:
    """An end user: its contract class, and the section `end_user` of a record (SPEC §3)."""

    contract_class: str
    party: dict[str, str]


def corporate_number(serial: int) -> str:
    """A made-up corporate number whose check digit is right."""
    digits = f"{UNUSED}{serial:06d}"
    weighed = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return f"{9 - weighed % 9}{digits}"


def _companies() -> Iterator[tuple[str, Company]]:
    for serial, row in enumerate(_rows("companies.csv"), 1):
        contract_class = row.pop("class")
        row["corporate_name"], row["corporate_name_kana"] = row.pop("name"), row.pop("kana")
        row["corporate_number"] = corporate_number(serial)
        yield row["email"].partition("@")[2], Company(contract_class, row)


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("tbc.demo") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


COMPANIES: dict[str, Company] = dict(_companies())
DEALERS: list[dict[str, str]] = _rows("dealers.csv")
