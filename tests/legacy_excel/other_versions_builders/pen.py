# ruff: noqa: E501 — Japanese letters count twice
"""Draws labels and values on a sheet and remembers which fields were drawn."""

from datetime import date
from typing import Any

from .canvas import Sheet
from .hand import Hand
from .look import MARKS, Look

_MANDATORY = {
    "applied_on",
    "contract_class",
    "kind",
    "items.product_name",
    "items.quantity",
    "items.term_years",
    "items.license_id",
}
_MANDATORY |= {
    f"end_user.{name}"
    for name in (
        "corporate_name",
        "contact_name",
        "phone",
        "email",
        "postal_code",
        "address",
        "prefecture",
        "city",
        "street",
    )
}
_MANDATORY |= {"delivery.email", "reseller.company", "items.serial_number"}
_HINTS = {
    "phone": "（半角・ハイフンあり）", "postal_code": "（半角7桁）", "email": "（半角英数字）", "corporate_name": "（登記上の名称）",
    "applied_on": "（西暦）", "corporate_number": "（国税庁の法人番号）",
}  # fmt: skip
_EXAMPLES = {
    "corporate_name": "株式会社記入例", "contact_name": "記入　例子", "phone": "03-5555-0000", "email": "rei@example.com",
    "postal_code": "100-0005", "address": "東京都千代田区丸の内9-9-9", "applied_on": "2020/4/1", "department": "情報システム部",
    "corporate_name_kana": "カブシキガイシャキニュウレイ", "contact_name_kana": "キニュウ　レイコ", "title": "課長", "company": "記入例販売株式会社",
}  # fmt: skip


class Pen:
    """The application being written onto one sheet by one hand in one look."""

    def __init__(self, sheet: Sheet, look: Look, hand: Hand, application: dict[str, Any] | None) -> None:
        self.sheet, self.look, self.hand, self.application = sheet, look, hand, application
        self.drawn: set[str] = set()
        self.places: dict[str, tuple[int, int]] = {}
        self.boxes = {"support_contact", "distributor"}
        self.said: dict[str, str] = {}
        self.hint = (
            " (leave the fields below empty)"
            if look.vocabulary == "english"
            else "（チェックした場合、以下は記入不要です）"
        )

    def label(self, path: str, index: int) -> str:
        """The label of a field with its number, mark and hint."""
        name = path.rpartition(".")[2]
        text = self.look.number(index) + self.look.text(name)
        if path in _MANDATORY and self.look.required:
            mark = self.look.required
            text = mark[:-1] + text if mark.endswith("<") else text + mark
        return text + (_HINTS.get(name, "") if self.look.hints else "")

    def put_label(self, path: str, index: int, r: int, c: int, w: int, h: int = 1) -> None:
        """Write the label of a field into its box."""
        self.sheet.put(r, c, self.label(path, index), w=w, h=h, style="label")

    def values(self, path: str, r: int, c: int, w: int, h: int = 1) -> None:
        """Write the value of a field into the cells from (r, c) over w columns, in its shape."""
        section, _, name = path.rpartition(".")
        value = self._value(section, name)
        self.drawn |= {path, section} - {""}
        self.places[path] = (r, c)
        match name:
            case "address":
                self.drawn |= {f"{section}.{part}" for part in ("prefecture", "city", "street", "building")}
                self.sheet.put(r, c, self._address(section), w=w, h=h)
            case "contract_class":
                self._choice(("corporate", "government", "academic"), value, r, c, w)
            case "kind":
                self._choice(("additional", "renewal"), value, r, c, w)
            case "consent":
                self._consent(value, r, c, w)
            case "applied_on" if self.look.date_shape != "cell":
                self._date(value, r, c, w)
            case "phone" if self.look.three:
                self._three(value, r, c, w)
            case "contact_name" | "contact_name_kana" if self.look.names_two and w >= 12:
                self._names(value, name.endswith("kana"), r, c, w)
            case _ if name in self.look.chars:
                self._characters(name, value, r, c)
            case "street" | "building":
                written = value and getattr(self.hand, name)(value)
                self.sheet.put(r, c, written, w=w, h=h)
            case _ if section in self.said:
                self.sheet.put(r, c, None, w=w, h=h)
            case _:
                written, fmt = self.hand.write(name, value)
                self.sheet.put(r, c, written, w=w, h=h, fmt=fmt)

    def example(self, path: str, r: int, c: int, w: int) -> None:
        """Write what the example column shows for a field."""
        self.sheet.put(r, c, _EXAMPLES.get(path.rpartition(".")[2], "（例省略）"), w=w, style="note")

    def tick(self, on: bool, text: str, *, alone: bool = False) -> str:
        """A check box with its text; a form with ● and ○ for its options has square boxes where a box stands alone."""
        marks = "box" if alone and self.look.marks == "dot" else self.look.marks
        return f"{MARKS[marks][not on]} {text}"

    def _value(self, section: str, name: str) -> Any:
        if self.application is None:
            return None
        holder = self.application[section] if section else self.application
        if holder is None or "same_as" in holder:
            return None
        return holder.get(name)

    def _address(self, section: str) -> str | None:
        holder = self.application[section] if self.application else None
        if not holder or "same_as" in holder or holder["street"] is None:
            return None
        space = self.hand.rng.choice(("", "", " ", "　"))
        text = holder["prefecture"] + space + holder["city"] + self.hand.street(holder["street"])
        if holder["building"] and self.look.address == "one":
            text += self.hand.rng.choice((" ", "　", "\n")) + self.hand.building(holder["building"])
        return str(text)

    def _choice(self, options: tuple[str, ...], value: str | None, r: int, c: int, w: int) -> None:
        texts = [self.look.text(option).replace("\n", " ") for option in options]
        if self.look.class_shape == "word":
            self.sheet.put(
                r,
                c,
                next(
                    (text for option, text in zip(options, texts, strict=True) if option == value), "▼選択してください"
                ),
                w=w,
            )
            self.sheet.lists[r, c] = tuple(texts)
            return
        if self.look.class_shape == "one" or w < 9:
            gap = self.hand.rng.choice(("　", "  ", "　　"))
            self.sheet.put(
                r,
                c,
                gap.join(self.tick(option == value, text) for option, text in zip(options, texts, strict=True)),
                w=w,
            )
            return
        each = w // len(options)
        blank = self.look.class_shape == "marks_o"
        for index, (option, text) in enumerate(zip(options, texts, strict=True)):
            mark = ("○" if option == value else None) if blank else MARKS[self.look.marks][option != value]
            self.sheet.put(r, c + index * each, mark, style="value")
            self.sheet.put(r, c + index * each + 1, text, w=each - 1, style="note")

    def _consent(self, value: bool | None, r: int, c: int, w: int) -> None:
        match self.look.consent_shape:
            case "yesno":
                text = f"{self.tick(bool(value), self.look.text('yes'))}　　{self.tick(value is False, self.look.text('no_word'))}"
            case "word":
                text = "同意する" if value else "同意しない"
            case "mark" if w >= 4:
                self.sheet.put(r, c, "○" if value else None)
                self.sheet.put(r, c + 1, self.look.text("agreed"), w=w - 1, style="note")
                return
            case _:
                text = self.tick(bool(value), self.look.text("agreed"), alone=True)
        self.sheet.put(r, c, text, w=w)

    def _date(self, value: str | None, r: int, c: int, w: int) -> None:
        day = date.fromisoformat(value) if value else None
        reiwa = self.look.date_shape == "reiwa"
        numbers: list[Any] = [day.year - 2018 * reiwa, day.month, day.day] if day else [None] * 3
        if self.hand.mess > 0.5 and day:
            numbers = [str(each).translate(str.maketrans("0123456789", "０１２３４５６７８９")) for each in numbers]
        wide = 2 if w >= 11 else 1
        self.sheet.put(r, c, "令和" if reiwa else "西暦", w=wide, style="note")
        column = c + wide
        for number, unit in zip(numbers, "年月日", strict=True):
            self.sheet.put(r, column, number, w=wide)
            self.sheet.put(r, column + wide, unit, style="note")
            column += wide + 1

    def _three(self, value: str | None, r: int, c: int, w: int) -> None:
        parts: list[Any] = value.split("-") if value else [None] * 3
        each = max(1, (w - 2) // 3)
        numeric = self.hand.mess > 0.4
        for index, part in enumerate(parts):
            column = c + index * (each + 1)
            fmt = "0" * len(part) if part and numeric else None
            self.sheet.put(r, column, int(part) if fmt else part, w=each, fmt=fmt)
            if index < 2:
                self.sheet.put(r, column + each, "-", style="note")

    def _names(self, value: str | None, kana: bool, r: int, c: int, w: int) -> None:
        family, given = value.split("　") if value else (None, None)
        half = w // 2
        for offset, text, mark in ((0, family, "セイ" if kana else "姓"), (half, given, "メイ" if kana else "名")):
            self.sheet.put(r, c + offset, mark, w=2, style="note")
            self.sheet.put(r, c + offset + 2, text, w=half - 2)

    def _characters(self, name: str, value: str | None, r: int, c: int) -> None:
        text = (value or "").replace("-", "")
        sizes = {"postal_code": 7, "corporate_number": 13, "phone": 11, "reseller_reference": 8, "license_id": 10}
        if name == "reseller_reference":
            text = (text.lstrip("0") if self.hand.mess > 0.5 else text).rjust(8) if text else ""
        kind = self.hand.rng.choice(("text", "number", "wide"))
        column = c
        if name == "postal_code":
            self.sheet.put(r, column, "〒", style="note")
            column += 1
        for index, character in enumerate(text.ljust(sizes[name])):
            if name == "postal_code" and index == 3:
                self.sheet.put(r, column, "-", style="note")
                column += 1
            self.sheet.put(r, column, _shaped(character, kind))
            column += 1


def _shaped(character: str, kind: str) -> Any:
    if character == " ":
        return None
    if kind == "number" and character.isdigit():
        return int(character)
    return chr(ord(character) + 0xFEE0) if kind == "wide" else character
