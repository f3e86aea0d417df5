# ruff: noqa: E501 — Japanese letters count twice
"""How a value is written on a sheet: tidy or untidy, but always so that the README's rules give the value back."""

import random
import unicodedata
from datetime import date, datetime
from typing import Any, TypeVar

import jaconv

_HYPHENS = "‐‑–—−－-"
T = TypeVar("T")
Written = tuple[Any, str | None]


class Hand:
    """Somebody who fills in sheets; `mess` from 0 (tidy) to 1 is how often a value is written in another way."""

    def __init__(self, seed: str, mess: float) -> None:
        self.rng = random.Random(seed)
        self.mess = mess

    def write(self, field: str, value: Any) -> Written:
        """Value as somebody writes it, and the cell's number format if it needs one; null is empty or なし."""
        if value is None:
            optional = field in ("title", "branch", "department", "customer_po", "remarks")
            return (self._one("なし", "－", "該当なし", None, None) if self._messy() and optional else None), None
        writer = getattr(self, f"_{field}", None)
        kind = {"company": "corporate_name", "name": "contact_name", "name_kana": "kana", "corporate_name_kana": "kana"}
        kind |= {"contact_name_kana": "kana", "serial_number": "activation_code", "current_end_on": "applied_on"}
        writer = getattr(self, f"_{kind[field]}") if field in kind else writer
        if writer is None or not self._messy():
            return self._tidy(field, value)
        written = writer(value)
        return written if isinstance(written, tuple) else (written, None)

    def _messy(self) -> bool:
        return self.rng.random() < self.mess

    def _one(self, *choices: T) -> T:
        return self.rng.choice(choices)

    def _tidy(self, field: str, value: Any) -> Written:
        if field in ("applied_on", "current_end_on"):
            return datetime.fromisoformat(value), "yyyy/m/d"
        if field == "postal_code":
            return f"{value[:3]}-{value[3:]}", None
        return value, None

    def _corporate_name(self, value: str) -> str:
        return self._one(f"{value}　御中", f" {value}", f"{value}　", f"{value} 御中")

    def _department(self, value: str) -> str:
        return self._one(f"　{value}", f"{value} ")

    def _contact_name(self, value: str) -> str:
        return self._one(
            value + "　様", value.replace("　", " "), value.replace("　", "  ") + " 様", value + "殿", f" {value}さん"
        )

    def _kana(self, value: str) -> str:
        half = jaconv.z2h(value, kana=True)
        return self._one(half.replace("　", " "), jaconv.kata2hira(value), value.replace("　", "  "))

    def _phone(self, value: str) -> Written:
        plain = value.replace("-", "")
        first, middle, last = value.split("-")
        if self.rng.random() < 0.25:
            return int(plain), self._one(
                "0" * len(plain), None, "0" * len(first) + "-" + "0" * len(middle) + "-" + "0" * len(last)
            )
        hyphen = self._one(*_HYPHENS)
        return self._one(
            plain, jaconv.h2z(value, ascii=True, digit=True), f"({first}){middle}-{last}", f"{first}（{middle}）{last}",
            f"+81-{value[1:]}", f"TEL {value}", f"{value}（代表）", f"{value} 内線{self.rng.randrange(10, 999)}",
            f"{value}（内線 21）", value.replace("-", hyphen), f"{first} {middle} {last}",
        ), None  # fmt: skip

    def _email(self, value: str) -> str:
        local, domain = value.split("@")
        return self._one(
            f"mailto:{value}", f"<{value}>", jaconv.h2z(value, ascii=True, digit=True), f"{local}@{domain.upper()}", f"{value}　",
            f"{local}＠{domain}",
        )  # fmt: skip

    def _postal_code(self, value: str) -> Written:
        if self.rng.random() < 0.4:
            return int(value), self._one("000-0000", '"〒"000-0000', None)
        return self._one(
            f"〒{value[:3]}-{value[3:]}",
            jaconv.h2z(f"{value[:3]}-{value[3:]}", ascii=True, digit=True),
            value,
            f"〒 {value[:3]}－{value[3:]}",
        ), None

    def street(self, value: str) -> str:
        """A street as written in an address cell: digits and hyphens in other shapes."""
        if not self._messy():
            return value
        hyphen = self._one("－", "‐", "−", "-", "ー", "–")
        if hyphen == "ー":
            return "".join(_wide(each) for each in value).replace("－", "ー")
        return "".join(_wide(each) if each.isdigit() and hyphen == "－" else each for each in value).replace(
            "-", hyphen
        )

    def building(self, value: str) -> str:
        """A building as written: half-width kana or full-width digits."""
        if not self._messy():
            return value
        return self._one(
            jaconv.z2h(value, kana=True, ascii=False, digit=False),
            jaconv.h2z(value, kana=False, ascii=True, digit=True),
            value,
        )

    def _applied_on(self, value: str) -> Written:
        day = date.fromisoformat(value)
        y, m, d = day.year, day.month, day.day
        era = y - 2018
        week = "月火水木金土日"[day.weekday()]
        stamp = datetime(y, m, d)  # noqa: DTZ001 — cells of a sheet have no zone
        return self._one(
            (stamp, '[$-411]ggge"年"m"月"d"日"'), (stamp, '[$-411]ge.m.d'), (stamp, 'yyyy"年"m"月"d"日"'), (stamp, "m/d/yy"),
            ((day - date(1899, 12, 30)).days, None), (int(f"{y}{m:02d}{d:02d}"), "0"), (f"{y}{m:02d}{d:02d}", None),
            (f"令和{era}年{m}月{d}日", None), (f"R{era}.{m}.{d}", None), (f"R{era:02d}/{m:02d}/{d:02d}", None),
            (f"㋿{era}年{m}月{d}日", None), (f"{y}.{m}.{d}", None), (f"{y}-{m:02d}-{d:02d}", None), (f"{y}年{m}月{d}日({week})", None),
            (jaconv.h2z(f"{y}年{m}月{d}日", digit=True), None), (jaconv.h2z(f"令和{era}年{m}月{d}日", digit=True), None),
            (f"令和 {era} 年 {m} 月 {d} 日", None), (f"{y}/{m}/{d} 10:30", None), (f"{y} / {m} / {d}", None),
        )  # fmt: skip

    def _quantity(self, value: int) -> Written:
        return self._one(
            (str(value), None), (f"{value:,}本", None), (jaconv.h2z(f"{value:,}", ascii=True, digit=True), None), (value, '#,##0"本"'),
            (f"{value} ライセンス", None), (value, "#,##0"), (float(value), None), (f"　{value}　本", None), (jaconv.h2z(f"{value}", digit=True) + " 本", None),
        )  # fmt: skip

    def _term_years(self, value: int) -> Written:
        wide = jaconv.h2z(str(value), digit=True)
        return self._one(
            (f"{value}年", None), (f"{wide}年", None), (f"{value} 年間", None), (f"{value}ヵ年", None), (f"{value * 12}ヶ月", None),
            (f"{value}年（{value * 12}か月）", None), (value, '0"年"'), (value, '0"年間"'), (str(value), None), (f"{value}年間", None),
        )  # fmt: skip

    def _license_id(self, value: str) -> Written:
        if value.isdigit() and self.rng.random() < 0.3:
            return int(value), self._one("0", "0000-000-000")
        return self._one(
            value.lower(),
            jaconv.h2z(value, ascii=True, digit=True),
            f"{value[:4]}-{value[4:7]}-{value[7:]}",
            f"{value[:5]} {value[5:]}",
        ), None

    def _activation_code(self, value: str) -> str:
        return self._one(
            value.lower(),
            jaconv.h2z(value, ascii=True, digit=True),
            value.replace("-", self._one("‐", "–", "−")),
            f" {value}",
        )

    def _customer_po(self, value: str) -> Written:
        if value.isdigit() and self.rng.random() < 0.4:
            return int(value), "0"
        return jaconv.h2z(value, ascii=True, digit=True), None

    def _reseller_reference(self, value: str) -> Written:
        return self._one(
            (int(value), "00000000"),
            (int(value), None),
            (jaconv.h2z(value, digit=True), None),
            (value.lstrip("0"), None),
        )

    def _corporate_number(self, value: str) -> Written:
        spaced = f"{value[0]} {value[1:5]} {value[5:9]} {value[9:]}"
        return self._one(
            (f"T{value}", None),
            (spaced, None),
            (spaced.replace(" ", "-"), None),
            (int(value), "0"),
            (jaconv.h2z(value, digit=True), None),
        )


def _wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else unicodedata.normalize("NFC", character)
