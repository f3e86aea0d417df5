"""Who issues invoices and where they are paid (BIL-1, BIL-2): refused with one sentence when wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from stdnum.jp import cn

ROUNDINGS = ("floor", "ceil", "half-up")
ACCOUNT_KINDS = ("ordinary", "current", "savings")
_SHAPES = {
    "key": r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?",
    "bank": r".{1,60}",
    "bank_code": r"[0-9]{4}",
    "branch": r".{1,60}",
    "branch_code": r"[0-9]{3}",
    "kind": "|".join(ACCOUNT_KINDS),
    "number": r"[0-9]{7}",
    "holder": r".{1,100}",
    "holder_kana": r"[ァ-ヶー（）()．.・　 A-Z0-9-]{1,100}",
}
_VIRTUAL = {"branch": r".{1,60}", "branch_code": r"[0-9]{3}", "from": r"[0-9]{7}", "to": r"[0-9]{7}"}


class BillingUnfit(ValueError):
    """A setting of the invoices is wrong; the message is the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class VirtualAccounts:
    """Account numbers that the bank leads to the real one: those of `branch` from `first` to `last`, 7 digits each."""

    branch: str
    branch_code: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account that invoices may be paid to; codes and `number` are digits, `kind` one of `ACCOUNT_KINDS`."""

    key: str
    bank: str
    bank_code: str
    branch: str
    branch_code: str
    kind: str
    number: str
    holder: str
    holder_kana: str
    virtual: VirtualAccounts | None = None


def is_registration_number(text: str) -> bool:
    """Whether `text` is the number of a qualified issuer (適格請求書発行事業者の登録番号): T and 13 digits.

    Of a company these are its corporate number, whose first digit checks the others; a sole trader's is made alike.
    """
    return bool(re.fullmatch(r"T[0-9]{13}", text)) and cn.is_valid(text[1:])


def read_accounts(value: str) -> tuple[BankAccount, ...]:
    """The accounts of a JSON list; none for no value.

    Raises:
        BillingUnfit: it is no such list, or two accounts have one key or one number.
    """
    if not value:
        return ()
    try:
        listed = json.loads(value)
    except json.JSONDecodeError:
        raise BillingUnfit("holds no JSON") from None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BillingUnfit("must be a JSON list of accounts")
    accounts = tuple(_account(one, at) for at, one in enumerate(listed, start=1))
    places = {(one.bank_code, one.branch_code, one.kind, one.number) for one in accounts}
    if len({one.key for one in accounts}) < len(accounts) or len(places) < len(accounts):
        raise BillingUnfit("names an account or a key twice")
    return accounts


def read_registration_number(value: str) -> str:
    """The issuer's T-number; empty for no value.

    Raises:
        BillingUnfit: it is none.
    """
    if value and not is_registration_number(value):
        raise BillingUnfit("must be T and the 13 digits of the registration number, whose first one checks the others")
    return value


def read_rounding(value: str) -> str:
    """Where fractions of a yen of tax go: down, unless told otherwise.

    Raises:
        BillingUnfit: it is no such direction.
    """
    if value and value not in ROUNDINGS:
        raise BillingUnfit(f"must be one of {', '.join(ROUNDINGS)}")
    return value or ROUNDINGS[0]


def _account(given: dict[str, Any], at: int) -> BankAccount:
    virtual = given.get("virtual")
    told = _told({name: one for name, one in given.items() if name != "virtual"}, _SHAPES, f"account {at}")
    return BankAccount(**told, virtual=None if virtual is None else _virtual(virtual, at))


def _virtual(given: Any, at: int) -> VirtualAccounts:
    place = f"the virtual numbers of account {at}"
    told = _told(given if isinstance(given, dict) else {}, _VIRTUAL, place)
    first, last = int(told["from"]), int(told["to"])
    if first > last:
        raise BillingUnfit(f"has a `from` above its `to` in {place}")
    return VirtualAccounts(told["branch"], told["branch_code"], first, last)


def _told(given: dict[str, Any], shapes: dict[str, str], place: str) -> dict[str, str]:
    if given.keys() - shapes.keys():
        raise BillingUnfit(f"names something unknown in {place}: {', '.join(sorted(given.keys() - shapes.keys()))}")
    for name, shape in shapes.items():
        if not re.fullmatch(shape, str(given.get(name, ""))):
            raise BillingUnfit(f"has no usable {name} in {place}")
    return {name: str(given[name]) for name in shapes}
