"""Whole application sheets: title, sections in some order, tables and the frame around them."""

from dataclasses import dataclass
from typing import Any

from . import matrix, sections, tables
from .labels import TITLES
from .pen import Pen

STANDARD = (
    ("end_user",),
    ("support_contact",),
    ("delivery",),
    ("reseller",),
    ("distributor",),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_MISSING = {"USER": {"delivery", "distributor"}}
_WITH_PERSONS = {"A-1", "B-2HW", "USER"}


@dataclass(frozen=True)
class Plan:
    """The arrangement of a sheet: order of sections (those in one tuple stand side by side), title style and width."""

    order: tuple[tuple[str, ...], ...] = STANDARD
    title: str = "bar"
    width: int = 48
    office: str = "bottom"
    heading: str = "【{code}】{title}"
    persons: str = "table"
    spacing: int = 1
    stamp: bool = False


def draw(pen: Pen, plan: Plan, table: tables.Table, title: str | None = None) -> None:
    """Draw the whole sheet of the pen's application."""
    look, sheet = pen.look, pen.sheet
    r = _top(pen, plan, title)
    if plan.office == "top":
        r = _office(pen, r, 0, plan.width) + 1
    if look.example:
        side = 10 if sheet.narrow else 1
        sheet.put(r, 0, "項目", style="label")
        sheet.put(r, 8 if sheet.narrow else 1, "ご記入欄", style="label")
        sheet.put(r, plan.width - side, "記入例", w=side, style="label")
        r += 1
    head = "none" if plan.title == "bar" else plan.title
    r = sections.draw(pen, "", sections.head_rows(pen), r, 0, plan.width, title=head) + plan.spacing
    number = 1
    for group in plan.order:
        present = [each for each in group if _has(pen, each)]
        if not present:
            continue
        gap = 2 if sheet.narrow else 1
        each = (plan.width - gap * (len(present) - 1)) // len(present)
        ends = []
        for index, section in enumerate(present):
            ends.append(_section(pen, plan, table, section, (r, index * (each + gap), each), number))
            number += section != "foot"
        r = max(ends) + plan.spacing
    if plan.office == "bottom":
        _office(pen, r, 0, plan.width)
    elif plan.office == "right":
        _office(
            pen,
            4,
            3 + max(plan.width, sum(tables.SPANS[name] if sheet.narrow else 1 for name in table.columns)),
            12 if sheet.narrow else 2,
        )
    if look.version_place == "bottom":
        sheet.put(sheet.height + 1, plan.width // 2, look.version, w=plan.width - plan.width // 2, style="note")


def continuation(pen: Pen, plan: Plan, table: tables.Table, lines: list[dict[str, Any]]) -> None:
    """Draw a 続紙 with more rows of the table."""
    code, title = pen.look.form, TITLES[pen.look.form][pen.look.vocabulary == "english"]
    pen.sheet.put(0, 0, plan.heading.format(code=code, title=title) + "　続紙", w=plan.width, style="heading")
    pen.sheet.put(1, 0, "※明細が1枚に収まらない場合にご使用ください。", w=plan.width, style="note")
    tables.draw(pen, "items", table, lines, 3, 0)


def _has(pen: Pen, section: str) -> bool:
    if section == "contact_persons":
        return pen.look.form in _WITH_PERSONS
    return section not in _MISSING.get(pen.look.form, set())


def _top(pen: Pen, plan: Plan, title: str | None) -> int:
    look, sheet, width = pen.look, pen.sheet, plan.width
    english = look.vocabulary == "english"
    ja, en = TITLES[look.form]
    name = title or (en if english else ja)
    text = plan.heading.format(code=look.form, title=name) if look.code and look.form != "USER" else name
    if look.bilingual and not title:
        text += f"\n{en}"
    if look.version_place == "top":
        sheet.put(0, width - width // 3, look.version, w=width // 3, style="note")
    sheet.put(1, 0, text, w=width - width // 4, style="heading")
    sheet.put(
        2,
        0,
        "Sample Soft Inc., License Desk" if english else "サンプルソフト株式会社　ライセンス受付センター　御中",
        w=width - width // 4,
        style="note",
    )
    if plan.stamp:
        sheet.put(1, width - width // 4, "社　印", w=width // 4, h=2, style="note")
    return 4


def _section(pen: Pen, plan: Plan, table: tables.Table, section: str, at: tuple[int, int, int], number: int) -> int:
    r, c, w = at
    match section:
        case "end_user" | "support_contact":
            rows = sections.party_rows(pen, section)
        case "reseller" | "distributor":
            rows = sections.dealer_rows(section)
        case "matrix_columns":
            return matrix.columns(pen, r, c)
        case "matrix_rows":
            return matrix.rows(pen, r, c)
        case "delivery":
            rows = sections.delivery_rows()
        case "foot":
            return sections.draw(pen, "", [["consent"], ["remarks"]], r, c, w, title="none")
        case "items":
            return tables.draw(
                pen, "items", table, pen.application["items"] if pen.application else [], r, c, index=number
            )
        case "contact_persons":
            return _persons(pen, plan, at, number)
        case _:
            return _other(pen, section, at, number)
    return sections.draw(pen, section, rows, r, c, w, title=plan.title, index=number)


def _persons(pen: Pen, plan: Plan, at: tuple[int, int, int], number: int) -> int:
    r, c, w = at
    people = pen.application["contact_persons"] if pen.application else []
    if plan.persons == "table":
        return tables.draw(
            pen, "contact_persons", tables.Table(tables.PERSONS, rows=3, total=False), people, r, c, index=number
        )
    look = pen.look
    heading = look.section.format(title=look.text("contact_persons"), n=number, c="①②③④⑤⑥⑦⑧⑨"[number - 1])
    pen.sheet.put(r, c, heading, w=w, style="title")
    r += 1
    for index in range(max(2, len(people))):
        person = people[index] if index < len(people) else {}
        pen.sheet.put(r, c, f"{look.text('contact_persons')}{chr(0xFF11 + index)}", w=w, style="label")
        r += 1
        for names in (("name", "name_kana"), ("phone", "email")):
            each = w // 2
            for column, name in zip((c, c + each), names, strict=True):
                label = 8 if pen.sheet.narrow else 1
                pen.drawn |= {f"contact_persons.{name}"}
                pen.put_label(f"contact_persons.{name}", 0, r, column, label)
                written, fmt = pen.hand.write(name, person.get(name))
                pen.sheet.put(r, column + label, written, w=each - label, fmt=fmt)
            r += 1
    return r


def _other(pen: Pen, section: str, at: tuple[int, int, int], number: int) -> int:
    """A section that is not imported: 設置先 or 請求先."""
    r, c, w = at
    look, narrow = pen.look, pen.sheet.narrow
    heading = look.section.format(title=look.text(section), n=number, c="①②③④⑤⑥⑦⑧⑨"[number - 1])
    pen.sheet.put(r, c, heading, w=w, style="title")
    texts = (
        ("company", "株式会社別会社サンプル"),
        ("address", "大阪府大阪市北区梅田9-9-9　別ビルB1F"),
        ("contact_name", "別所　次郎"),
        ("phone", "06-5555-9876"),
    )
    for index, (name, value) in enumerate(texts, 1):
        label = 8 if narrow else 1
        pen.sheet.put(r + index, c, look.text(name), w=label, style="label")
        pen.sheet.put(r + index, c + label, value if pen.application else None, w=w - label)
    return r + len(texts) + 1


def _office(pen: Pen, r: int, c: int, w: int) -> int:
    english = pen.look.vocabulary == "english"
    pen.sheet.put(r, c, pen.look.text("office"), w=w, style="title")
    names = (
        ("Received", "Receipt No.", "License ID", "In charge")
        if english
        else ("受付日", "受付番号", "ライセンスID", "処理担当")
    )
    filled = pen.hand.rng.random() < 0.7
    values = ("2025/1/15", "R-002931", "9999888877", "受付　花子") if filled else (None,) * 4
    if (w < 40 and pen.sheet.narrow) or w < 4:
        for index, (name, value) in enumerate(zip(names, values, strict=True), 1):
            half = w // 2
            pen.sheet.put(r + index, c, name, w=half, style="label")
            pen.sheet.put(r + index, c + half, value, w=w - half)
        return r + 5
    each = w // 4
    for index, (name, value) in enumerate(zip(names, values, strict=True)):
        pen.sheet.put(r + 1, c + index * each, name, w=each, style="label")
        pen.sheet.put(r + 2, c + index * each, value, w=each)
    return r + 3
