"""Saving which columns of a bank's CSV say what, once for each bank (PAY-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc.audit import service as audit
from tbc.invoices.house import settings
from tbc.kit.db import session
from tbc.payments.models import CsvMapping
from tbc.payments.places import account_of
from tbc.payments.reading import Mapping
from tbc.payments.reading.guessing import head_of
from tbc.payments.reading.sheets import AMOUNTS, COLUMNS_AT_MOST, DATES, ENCODINGS
from tbc.policy import Actor

_TEXTS = {"incoming_words", "encoding", "dates", "amounts"}
_WAYS = {"encoding": ENCODINGS, "dates": DATES, "amounts": AMOUNTS}
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
    ways = {name: given.get(name, "") for name in _WAYS}
    for name, way in ways.items():
        if way not in _WAYS[name]:
            raise MappingFaulty(name)
    return Mapping(**numbers, **ways, incoming_words=words)


def save_mapping(
    actor: Actor, name: str, account_key: str, mapping: Mapping, *, head: Sequence[str] = (), of: UUID | None = None
) -> CsvMapping:
    """Keep the mapping under `name`; one of that name is replaced. `of` is the saved one that is changed or renamed.

    `head` are the headings by which files of the kind are known.

    Raises:
        MappingFaulty: it has no name, another one has it, or no account of that key is configured.
    """
    called, own = name.strip(), session.get(CsvMapping, of) if of else None
    if not called:
        raise MappingFaulty("name")
    if account_of(account_key, settings().bank_accounts) is None:
        raise MappingFaulty("account")
    same = find_mapping(called)
    if own and same and same.id != own.id:
        raise MappingFaulty("name-taken")
    kept = own or same or CsvMapping(name=called)
    kept.name, kept.account_key, kept.columns, kept.made_by_name = called, account_key, asdict(mapping), actor.name
    kept.head = list(head) or kept.head or []
    session.add(kept)
    session.flush()
    audit.record("csv-mapping-saved", actor, "csv-mapping", kept.id, name=kept.name)
    return kept


def remove_mapping(actor: Actor, kept: CsvMapping) -> None:
    """Forget it; what was taken by it stays."""
    audit.record("csv-mapping-removed", actor, "csv-mapping", kept.id, name=kept.name)
    session.delete(kept)
    session.flush()


def find_mapping(name: str) -> CsvMapping | None:
    """The saved mapping of that name."""
    return session.scalar(select(CsvMapping).where(CsvMapping.name == name))


def list_fitting(rows: Sequence[Sequence[str]]) -> list[CsvMapping]:
    """The saved mappings whose headings stand above the transfers of a file with these rows, by name."""
    saved = session.scalars(select(CsvMapping).where(CsvMapping.head != []).order_by(CsvMapping.name))
    return [one for one in saved if head_of(rows, int(one.columns.get("first_row", 2))) == one.head]
