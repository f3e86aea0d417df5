"""Which of the house's accounts a statement is of, and which of its virtual numbers a transfer went to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tbc.billing_settings import BankAccount
from tbc.payments.reading.records import Account

# How the Zengin format calls them: 普通, 当座, 貯蓄.
_KINDS = {"1": "ordinary", "2": "current", "4": "savings"}


class Place(NamedTuple):
    """The key of a configured account, empty for none of them, and seven digits of a number of its own or nothing."""

    account_key: str = ""
    virtual_account: str = ""


def account_of(key: str, accounts: Iterable[BankAccount]) -> Account | None:
    """The configured account as bank files name it; None if there is none of that key."""
    codes = {name: code for code, name in _KINDS.items()}
    for one in accounts:
        if one.key == key:
            return Account(one.bank_code, one.branch_code, codes[one.kind], one.number, one.holder_kana)
    return None


def place_of(account: Account, payer_code: str, accounts: Iterable[BankAccount]) -> Place:
    """Where money arrived that the bank lists under `account`.

    Banks tell a virtual number by listing it as an account of its own branch, or by the ordering party's code: branch
    (3 digits) and number (7).
    """
    for one in accounts:
        if one.bank_code != account.bank_code:
            continue
        if _is_virtual(one, account.branch_code, account.number):
            return Place(one.key, account.number)
        same = (one.branch_code, one.number, one.kind)
        if same == (account.branch_code, account.number, _KINDS.get(account.kind)):
            virtual = _is_virtual(one, payer_code[:3], payer_code[3:])
            return Place(one.key, payer_code[3:] if virtual else "")
    return Place()


def _is_virtual(account: BankAccount, branch_code: str, number: str) -> bool:
    virtual = account.virtual
    return (
        virtual is not None
        and branch_code == virtual.branch_code
        and len(number) == 7
        and number.isdigit()
        and virtual.first <= int(number) <= virtual.last
    )
