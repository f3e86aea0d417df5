"""Thousands of payers and how they pay: mostly as they should, and in all the ways in which people do not."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jaconv

from tests.payments.files import Paid
from tests.payments.making import DAY

_FIRST = (
    *("アオバ", "ミホン", "タカサキ", "ナカムラ", "サクラ", "ヒカリ", "フジ", "ヤマト"),
    *("キタノ", "ミナミ", "トウカイ", "セイブ", "マルヨシ", "ダイイチ", "シンワ", "サンエイ"),
)
_SECOND = (
    *("ショウジ", "コウギョウ", "デンキ", "ケンセツ", "システム", "サービス"),
    *("フーズ", "ブッサン", "セイサクショ", "ウンユ", "インサツ", "ヤクヒン"),
)
_FORMS = ["カ）{}", "カ）{}", "カ）{}", "{}（カ", "{}（カ", "ユ）{}", "ド）{}", "イ）{}", "{}"]
# A price list: many invoices are of one amount.
PRICES = [5_500, 11_000, 22_000, 33_000, 55_000, 110_000, 165_000, 220_000]
WAYS = {
    "name": 44,
    "number": 18,
    "number-of-another": 2,
    "slip-of-another": 2,
    "edi": 5,
    "virtual": 8,
    "no-form": 5,
    "somebody": 3,
    "fee": 3,
    "mistyped": 3,
    "twice": 2,
    "late": 1,
    "cancelled": 1,
    "other-account": 1,
    "stranger": 2,
}
# In these ways a transfer is never to be booked by itself.
NEVER = frozenset({"fee", "late", "cancelled", "other-account", "stranger", "somebody"})


@dataclass(frozen=True)
class Happened:
    """A transfer, how it came about, and which invoice of the list it is meant for; None for nobody's."""

    paid: Paid
    way: str
    meant: int | None


def bills(count: int, dice: random.Random) -> list[dict[str, Any]]:
    """Open invoices of payers with one to three each; one in twelve has an account number of its own."""
    found: list[dict[str, Any]] = []
    payer = 0
    while len(found) < count:
        payer += 1
        name = dice.choice(_FORMS).format(f"{dice.choice(_FIRST)}{dice.choice(_SECOND)}{_syllables(payer)}")
        for _one in range(dice.choice([1, 1, 1, 2, 3])):
            at = len(found)
            virtual = f"{1_000_000 + at}" if dice.random() < 1 / 12 else ""
            number = f"INV-2026-{at + 1:06}"
            found.append({"name": name, "amount": dice.choice(PRICES), "virtual_account": virtual, "number": number})
    return found[:count]


def paid_by(bills: list[dict[str, Any]], count: int, dice: random.Random) -> list[Happened]:
    """What came in: each invoice is meant once, but where one is paid twice."""
    happened: list[Happened] = []
    ways, weights = list(WAYS), list(WAYS.values())
    for at in dice.sample(range(len(bills)), len(bills)):
        if len(happened) >= count:
            break
        bill = bills[at]
        way = "virtual" if bill["virtual_account"] else dice.choices(ways, weights)[0]
        way = "name" if way == "virtual" and not bill["virtual_account"] else way
        happened += _paid(bill, at, way, bills, dice)
    return happened[:count]


def _paid(bill: dict[str, Any], at: int, way: str, bills: list[dict[str, Any]], dice: random.Random) -> list[Happened]:
    name, number = _as_the_bank_has_it(bill["name"], dice), _typed(bill["number"], dice)
    usual = Paid(bill["amount"], name, DAY)
    if way == "virtual":
        return [Happened(Paid(bill["amount"], name, DAY, code=f"900{bill['virtual_account']}"), way, at)]
    if way in {"number", "mistyped"}:
        typed = number if way == "number" else _slipped(bill["number"], dice)
        return [Happened(Paid(bill["amount"], f"{typed} {name}"[:48], DAY), way, at)]
    if way in {"number-of-another", "slip-of-another"}:
        # A parent company or a person pays, and the invoice's number is all there is to go by.
        typed = number if way == "number-of-another" else _slipped(bill["number"], dice)
        return [Happened(Paid(bill["amount"], f"{typed} {_half(dice.choice(_FIRST))}"[:48], DAY), way, at)]
    if way == "edi":
        return [Happened(Paid(bill["amount"], name, DAY, edi=bill["number"]), way, at)]
    if way == "no-form":
        return [Happened(Paid(bill["amount"], _half(_bare(bill["name"])), DAY), way, at)]
    if way in {"somebody", "stranger"}:
        person = f"{dice.choice(_FIRST)} {dice.choice(['タロウ', 'ハナコ', 'イチロウ'])}"
        return [Happened(Paid(bill["amount"], _half(person), DAY), way, at if way == "somebody" else None)]
    if way == "fee":
        return [Happened(Paid(bill["amount"] - dice.choice([110, 220, 440, 660]), name, DAY), way, at)]
    if way == "late":
        return [Happened(Paid(bill["amount"], name, DAY, value_on=DAY + timedelta(30)), way, at)]
    if way == "twice":
        return [Happened(usual, way, at), Happened(usual, way, at)]
    if way == "cancelled":
        return [Happened(usual, way, at), Happened(Paid(bill["amount"], name, DAY, cancelled=True), way, None)]
    return [Happened(usual, way, at)]


def _as_the_bank_has_it(name: str, dice: random.Random) -> str:
    half = _half(name)
    if half.startswith(("ｶ)", "ﾕ)", "ﾄﾞ)")) and dice.random() < 0.1:
        half = f"({half}"
    if dice.random() < 0.1:
        half = half.replace("ｼﾖｳｼﾞ", " ｼﾖｳｼﾞ").replace("ｼｽﾃﾑ", " ｼｽﾃﾑ")
    return half


def _half(name: str) -> str:
    """As it goes through the banks: half-width, capital kana only, a hyphen for ー."""
    large = name.translate(str.maketrans("ァィゥェォッャュョー（）", "アイウエオツヤユヨ-()"))
    return str(jaconv.z2h(large, kana=True, ascii=True, digit=True))


def _bare(name: str) -> str:
    for form in ("カ）", "ユ）", "ド）", "イ）", "（カ"):
        name = name.replace(form, "")
    return name


def _typed(number: str, dice: random.Random) -> str:
    return dice.choice([number, number, number.replace("-", ""), number.removeprefix("INV-"), number.replace("-", " ")])


def _slipped(number: str, dice: random.Random) -> str:
    """The number with one digit wrong."""
    at = dice.randrange(len(number) - 4, len(number))
    return number[:at] + str((int(number[at]) + dice.randrange(1, 10)) % 10) + number[at + 1 :]


def _syllables(number: int) -> str:
    kana = "アイウエオカキクケコサシスセソタチテトナニヌネノ"
    found = ""
    while number:
        number, rest = divmod(number, len(kana))
        found += kana[rest]
    return found
