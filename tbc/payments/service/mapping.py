"""Saving which columns of a bank's CSV say what, once for each bank (PAY-1)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select

from tbc.audit import service as audit
from tbc.invoices.house import settings
from tbc.kit.db import session
from tbc.payments.models import CsvMapping
from tbc.payments.places import account_of
from tbc.payments.reading import Mapping
from tbc.payments.reading.sheets import COLUMNS_AT_MOST
from tbc.policy import Actor

_TEXTS = {"incoming_words"}
_NEEDED = ("booked_on", "amount", "payer_name")
_ROWS = {"last_rows"}


class MappingFaulty(Exception):
    """The mapping cannot be used: `field` is what is wrong about it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def mapping_of(given: dict[str, Any]) -> Mapping:
    """The mapping that these fields of `Mapping` describe.

    Raises:
        MappingFaulty: a field is unknown, no number from 1 to 100 where one is needed, or a direction has no words.
    """
    known = {field.name for field in fields(Mapping)}
    for name in given.keys() - known:
        raise MappingFaulty(name)
    numbers = {name: given.get(name, 0) for name in known - _TEXTS if name in given or name in _NEEDED}
    for name, number in numbers.items():
        least = 1 if name in _NEEDED or name == "first_row" else 0
        if type(number) is not int or not least <= number <= COLUMNS_AT_MOST:
            raise MappingFaulty(name)
    words = tuple(str(word) for word in given.get("incoming_words", ()))
    if bool(words) != bool(numbers.get("direction")):
        raise MappingFaulty("incoming_words")
    return Mapping(**numbers, incoming_words=words)


def save_mapping(actor: Actor, name: str, account_key: str, mapping: Mapping) -> CsvMapping:
    """Keep the mapping under `name`; one of that name is replaced.

    Raises:
        MappingFaulty: it has no name, or no account of that key is configured.
    """
    if not name.strip():
        raise MappingFaulty("name")
    if account_of(account_key, settings().bank_accounts) is None:
        raise MappingFaulty("account")
    kept = find_mapping(name.strip()) or CsvMapping(name=name.strip())
    kept.account_key, kept.columns, kept.made_by_name = account_key, asdict(mapping), actor.name
    session.add(kept)
    session.flush()
    audit.record("csv-mapping-saved", actor, "csv-mapping", kept.id, name=kept.name)
    return kept


def find_mapping(name: str) -> CsvMapping | None:
    """The saved mapping of that name."""
    return session.scalar(select(CsvMapping).where(CsvMapping.name == name))
