"""Names as banks write them, made comparable: ｶ)ﾐﾎﾝｼﾖｳｼﾞ, (カ)ミホンショウジ and 株式会社みほん商事's kana are one.

Banks know capital kana only, no long names, and their own short words for legal forms (全銀協's 法人略語).
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–—―−ｰ─━"), "ー")
# The bank's short words for legal forms, each with the long ones that a person types instead, in capital kana.
_LONG = {
    "株式会社": "カ",
    "有限会社": "ユ",
    "合同会社": "ド",
    "カブシキガイシヤ": "カ",
    "カブシキカイシヤ": "カ",
    "ユウゲンガイシヤ": "ユ",
    "ユウゲンカイシヤ": "ユ",
    "ゴウドウガイシヤ": "ド",
    "ゴウドウカイシヤ": "ド",
    "ゴウメイガイシヤ": "メ",
    "ゴウシガイシヤ": "シ",
    "イリヨウホウジン": "イ",
    "ガツコウホウジン": "ガク",
    "シヤカイフクシホウジン": "フク",
    "シユウキヨウホウジン": "シユウ",
    "ドクリツギヨウセイホウジン": "ドク",
    "トクテイヒエイリカツドウホウジン": "トクヒ",
    "イツパンシヤダンホウジン": "シヤ",
    "コウエキシヤダンホウジン": "シヤ",
    "シヤダンホウジン": "シヤ",
    "イツパンザイダンホウジン": "ザイ",
    "コウエキザイダンホウジン": "ザイ",
    "ザイダンホウジン": "ザイ",
    "ベンゴシホウジン": "ベン",
    "ゼイリシホウジン": "ゼイ",
}
_SIGNS = {"株": "カ", "有": "ユ", "同": "ド", "名": "メ", "資": "シ", "医": "イ", "学": "ガク", "福": "フク"}
_SHORT = "カ|ユ|ド|メ|シ|イ|ガク|フク|シユウ|ドク|トクヒ|シヤ|ザイ|ベン|ゼイ"
# Before the name ｶ) or ｶ., behind it (ｶ, and either with both brackets.
_BEFORE = re.compile(rf"^\(?({_SHORT})[).]")
_BEHIND = re.compile(rf"\(({_SHORT})\)?$")
_WITHIN = re.compile(rf"\(({_SHORT})\)")
# In ﾐﾎﾝ(ｶ ﾄｳｷﾖｳｼﾃﾝ a blank ends the form; blanks go, so the bracket is closed first.
_UNCLOSED = re.compile(rf"\(({_SHORT})(?=\s)")
_LONG_BEFORE = re.compile(rf"^({'|'.join(_LONG)})")
_LONG_BEHIND = re.compile(rf"({'|'.join(_LONG)})$")
_DROPPED = re.compile(r"[\s.,、。・･'’\"“”&*_/\\¥|:;+]+")
_BRACKETS = re.compile(r"[()\[\]{}「」『』【】〈〉<>]")
# INV-2026-000123, however much of its signs the payer typed; never a part of a longer number.
_NUMBER = re.compile(r"(?<![0-9])(?:INV)?[-ー ]?(20[0-9]{2})[-ー ]?([0-9]{6}|[1-9][0-9]{6})(?![0-9])")


def wide(name: str) -> str:
    """The name in full-width kana and half-width letters, otherwise as it was sent."""
    return " ".join(normalize("NFKC", name).split()) if name else ""


@lru_cache(maxsize=65_536)
def key_of(name: str) -> str:
    """What is equal for all ways to write this name: its core and its legal form, `ミホンシヨウジ カ`; '' for no name.

    Kana are made capital and full-width, ー is one letter whichever stroke was typed, spaces, dots and brackets go. An
    invoice number before or behind the name is none of it.
    """
    core, form = _parts(_NUMBER.sub(" ", _capital(name)))
    return f"{core} {form}".strip()


def core_of(key: str) -> str:
    """The key without its legal form: what is equal where one of two leaves the form out."""
    return key.partition(" ")[0]


def keys_like(key: str) -> list[str]:
    """The keys of that core in any legal form, and in none."""
    core = core_of(key)
    return [core, *(f"{core} {form}" for form in _SHORT.split("|"))] if core else []


@lru_cache(maxsize=65_536)
def numbers_in(text: str) -> tuple[str, ...]:
    """The invoice numbers that stand in `text`, as issued (INV-2026-000123), each once, in their order."""
    found = [f"INV-{year}-{rest}" for year, rest in _NUMBER.findall(_capital(text))]
    return tuple(dict.fromkeys(found))


def slips_of(number: str) -> set[str]:
    """The numbers that one wrong digit, or two neighbours swapped, make of `number` (INV-2026-000123)."""
    found = set()
    for at, sign in enumerate(number):
        if sign.isdigit():
            found |= {number[:at] + digit + number[at + 1 :] for digit in "0123456789"}
            found.add(number[:at] + number[at + 1 : at + 2] + sign + number[at + 2 :])
    return {one for one in found if one != number and one.startswith("INV-") and one[8] == "-"}


def came_numbers(payer_name: str, text: str, edi: str) -> tuple[str, ...]:
    """The invoice numbers that a transfer names, wherever the payer has put them."""
    found = [number for field in (payer_name, edi, text) if field for number in numbers_in(field)]
    return tuple(dict.fromkeys(found))


def _capital(name: str) -> str:
    return normalize("NFKC", name).upper().translate(_TO_KATAKANA).translate(_LARGE).translate(_HYPHENS).strip()


def _parts(name: str) -> tuple[str, str]:
    flat = _DROPPED.sub(lambda found: "." if "." in found[0] else "", _UNCLOSED.sub(r"(\1)", name)).strip(".")
    for sign, form in _SIGNS.items():
        flat = flat.replace(f"({sign})", f"({form})")
    for pattern in (_BEFORE, _BEHIND, _LONG_BEFORE, _LONG_BEHIND, _WITHIN):
        found = pattern.search(flat)
        core = _clean(flat[: found.start()] + flat[found.end() :]) if found else ""
        if found and core:
            return core, _LONG.get(found[1], found[1])
    return _clean(flat), ""


def _clean(core: str) -> str:
    return _BRACKETS.sub("", core).replace(".", "")
