"""The ways in which clerks write one and the same value: widths, hyphens, eras, units, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import jaconv

Pick = Callable[[Sequence[Any]], Any]
Ways = Callable[[Any], list[Any]]

HYPHENS = "-‐‑‒–—−－ー"
NOTHING = ("なし", "無し", "無", "特になし", "該当なし", "N/A", "－", "ー", "―", "-", "　", " ")
TICKS = ("☑", "☒", "■", "✓", "✔", "●")
BOXES = ("□", "☐")
DITTOS = ("同上", "〃", "同　上")


def wide(text: str) -> str:
    """Full-width ASCII."""
    return jaconv.h2z(text, kana=False, ascii=True, digit=True)


def spaced(text: str) -> list[str]:
    """With white space around it."""
    return [text, f" {text}", f"{text}　", f"　{text} ", f"{text}\n"]


def hyphened(text: str) -> list[str]:
    """With every kind of hyphen."""
    return [text.replace("-", hyphen) for hyphen in HYPHENS]


def company(name: str) -> list[Any]:
    return [*spaced(name), f"{name}　御中", f"{name} 御中", f"{name}御中"]


def plain(text: str) -> list[Any]:
    return [*spaced(text), text.replace(" ", "\n")]


def person(name: str) -> list[Any]:
    ways = [*spaced(name), *(name.replace("　", space) for space in (" ", "  ", "　　", "\n"))]
    return [*ways, f"{name}様", f"{name}　様", f"{name} 殿", f"{name}さん"]


def kana(text: str) -> list[Any]:
    half, low = jaconv.z2h(text, kana=True, ascii=False, digit=False), jaconv.kata2hira(text)
    return [*spaced(text), half, low, low.replace("　", " "), text.replace("ー", "－"), half.replace("　", " ")]


def phone(number: str) -> list[Any]:
    area, exchange, last = number.split("-")
    digits = area + exchange + last
    return [
        *spaced(number), *hyphened(number), wide(number), digits, wide(digits), int(digits), f"TEL {number}",
        f"（{area}）{exchange}－{last}", f"{area}({exchange}){last}", f"{area} {exchange} {last}",
        f"{number}（代表）", f"{number} 内線123", f"{number}（内線12）", f"+81-{number[1:]}",
        f"+81 {area[1:]} {exchange} {last}",
    ]  # fmt: skip


def email(address: str) -> list[Any]:
    local, domain = address.split("@")
    return [
        *spaced(address), *hyphened(address), wide(address), f"mailto:{address}", f"<{address}>",
        f"{local}@{domain.upper()}", f"{local}＠{domain}",
    ]  # fmt: skip


def postal_code(code: str) -> list[Any]:
    parted = f"{code[:3]}-{code[3:]}"
    return [*spaced(parted), *hyphened(parted), code, wide(parted), f"〒{parted}", f"〒 {wide(parted)}", int(code)]


def address(text: str) -> list[Any]:
    city = re.sub(r"^(東京都|北海道|..府|.{2,3}県)", r"\1　", text)
    return [
        *spaced(text), wide(text), re.sub(r"(?<=\d)-(?=\d)", "－", text), re.sub(r"(?<=\d)-(?=\d)", "ー", text),
        city, city.replace("　", " ", 1), text.replace("　", "\n"), text.replace("　", "  "),
        re.sub(r"(?<=　).*", lambda found: jaconv.z2h(found[0], kana=True, ascii=False, digit=False), text),
    ]  # fmt: skip


def building(text: str) -> list[Any]:
    return [*spaced(text), wide(text), text.replace(" ", "　"), text.replace(" ", "\n"), text.replace("-", "－")]


def day(text: str) -> list[Any]:
    when = date.fromisoformat(text)
    year, month, number = when.year, when.month, when.day
    ways: list[Any] = [
        when, (when - date(1899, 12, 30)).days, f"{when:%Y%m%d}", int(f"{when:%Y%m%d}"), text,
        f"{year}/{month}/{number}",
        f"{year}.{month}.{number}", f"{year}年{month}月{number}日", wide(f"{year}年{month}月{number}日"),
        f"{year} 年 {month} 月 {number} 日", f"{year}年{month:02}月{number:02}日({'月火水木金土日'[when.weekday()]})",
        f"{text} 10:30", wide(text), f"西暦{year}年{month}月{number}日",
    ]  # fmt: skip
    for era, letter, first in (("令和", "R", date(2019, 5, 1)), ("平成", "H", date(1989, 1, 8))):
        if when >= first and (letter == "R" or when <= date(2019, 4, 30)):
            count = year - first.year + 1
            ways += [
                f"{era}{count}年{month}月{number}日", f"{letter}{count}.{month}.{number}",
                f"{letter}{count:02}/{month:02}/{number:02}", wide(f"{era}{count}年{month}月{number}日"),
                f"{era} {count} 年 {month} 月 {number} 日",
            ]  # fmt: skip
            if count == 1:
                ways.append(f"{era}元年{month}月{number}日")
    return ways


def quantity(number: int) -> list[Any]:
    return [
        number, str(number), wide(str(number)), f"{number:,}", f"{number}本", f"{wide(str(number))} 本",
        f"{number}ユーザ",
        f"{number:,}ライセンス", f"{number} 台", f" {number} ",
    ]  # fmt: skip


def years(number: int) -> list[Any]:
    return [
        number, str(number), wide(str(number)), f"{number}年", wide(f"{number}年"), f"{number} 年間", f"{number}ヵ年",
        f"{number}ヶ年", f"{number * 12}ヶ月", f"{number * 12}か月", f"{number}年（{number * 12}か月）",
    ]  # fmt: skip


def license_id(text: str) -> list[Any]:
    return [
        *spaced(text), text.lower(), wide(text), *hyphened(f"{text[:2]}-{text[2:6]}-{text[6:]}"),
        f"{text[:5]} {text[5:]}", *([int(text)] if text.isdigit() else []),
    ]  # fmt: skip


def code(text: str) -> list[Any]:
    return [
        *spaced(text),
        text.lower(),
        wide(text),
        *hyphened(text),
        text.replace("-", "-\n", 1),
        text.replace("-", " -", 1),
    ]


def order_number(text: str) -> list[Any]:
    return [*spaced(text), wide(text), *hyphened(text)]


def corporate_number(text: str) -> list[Any]:
    parted = f"{text[0]}-{text[1:5]}-{text[5:9]}-{text[9:]}"
    return [
        *spaced(text),
        wide(text),
        int(text),
        f"T{text}",
        f"Ｔ{wide(text)}",
        *hyphened(parted),
        parted.replace("-", " "),
    ]


def reference(text: str) -> list[Any]:
    bare = text.lstrip("0") or "0"
    return [*spaced(text), wide(text), bare, int(text), wide(bare)]


def remarks(text: str) -> list[Any]:
    return [text, f"\n{text}\n", f"　{text}　", text.replace("\n", "\r\n")]


WAYS: dict[str, Ways] = {
    "company": company, "plain": plain, "person": person, "kana": kana, "phone": phone, "email": email,
    "postal_code": postal_code, "address": address, "building": building, "date": day, "end_date": day,
    "quantity": quantity, "term_years": years, "license_id": license_id, "code": code, "order_number": order_number,
    "corporate_number": corporate_number, "reseller_reference": reference, "remarks": remarks,
}  # fmt: skip


def characters(text: str, pick: Pick) -> list[Any]:
    """One character per cell, each a text of any width or a number."""
    return [pick([one, wide(one), *([int(one)] if one.isdigit() else []), f" {one} "]) for one in text]


def ticked(text: str, pick: Pick) -> str:
    """The text with other marks: ticks of all kinds, brackets instead of boxes, circles one of which is full."""
    style = pick(("box", "bracket", "round", "circle"))
    marks = {
        "box": (pick(TICKS), pick(BOXES)), "bracket": ("[✓]", "[ ]"), "round": ("（○）", "（　）"),
        "circle": ("●", "○"),
    }[style]  # fmt: skip
    return re.sub("☑", marks[0], re.sub("□", marks[1], text)) if "☑" in text or style != "circle" else text
