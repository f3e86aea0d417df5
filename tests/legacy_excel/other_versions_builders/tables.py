# ruff: noqa: E501 — Japanese letters count twice
"""Tables of products and contact persons."""

from dataclasses import dataclass
from typing import Any

from .canvas import Formula, address
from .pen import Pen

SPANS = {"no": 2, "product_name": 16, "quantity": 5, "term_years": 5, "license_id": 8, "activation_code": 12, "serial_number": 9,
         "current_end_on": 7, "remark": 6, "unit_price": 5, "amount": 6, "model": 6, "unit": 2, "name": 9, "name_kana": 9, "phone": 9,
         "email": 16}  # fmt: skip
COLUMNS = {
    "A-1": ("no", "product_name", "quantity", "term_years", "remark"),
    "A-2": ("no", "product_name", "quantity", "term_years", "remark"),
    "B-1": ("no", "license_id", "activation_code", "product_name", "quantity", "term_years", "current_end_on"),
    "B-2": ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on"),
    "B-2HW": ("no", "product_name", "serial_number", "quantity", "term_years", "current_end_on"),
    "B-3": ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on"),
    "USER": ("no", "product_name", "serial_number", "activation_code", "quantity"),
}
PERSONS = ("no", "name", "name_kana", "phone", "email")


@dataclass(frozen=True)
class Table:
    """How a table looks: its columns, rows, header and what else stands in it."""

    columns: tuple[str, ...]
    rows: int = 6
    double: bool = False
    total: bool = True
    ditto: bool = False
    example: bool = False
    holes: bool = False
    shared: bool = False
    first: int = 1
    title: bool = True


def draw(pen: Pen, section: str, table: Table, lines: list[dict[str, Any]], r: int, c: int, *, index: int = 0) -> int:
    """Draw the section's table from (r, c) and say which row follows."""
    sheet, look = pen.sheet, pen.look
    spans = [SPANS[name] if sheet.narrow else 1 for name in table.columns]
    if table.title:
        heading = look.section.format(title=look.text(section), n=index, c="①②③④⑤⑥⑦⑧⑨"[index - 1])
        sheet.put(r, c, heading, w=sum(spans), style="title")
        r += 1
    r = _header(pen, section, table, spans, r, c)
    if table.example:
        _example(pen, table, spans, r, c)
        r += 1
    pen.drawn |= {f"{section}.{name}" for name in table.columns}
    start, at = r, 0
    above: dict[str, Any] = {}
    for number in range(table.rows):
        hole = table.holes and number in (1, 3)
        line = None if hole or at >= len(lines) else lines[at]
        at += line is not None
        column = c
        for name, span in zip(table.columns, spans, strict=True):
            _cell(pen, table, name, line, above, (r, column, span, number, start))
            column += span
        above = line or above
        r += 1
    if table.total and "quantity" in table.columns:
        before = sum(spans[: table.columns.index("quantity")])
        sheet.put(r, c, look.text("total"), w=before, style="label")
        sheet.put(
            r,
            c + before,
            sum(each["quantity"] or 0 for each in lines if isinstance(each["quantity"], int)),
            w=SPANS["quantity"] if sheet.narrow else 1,
        )
        r += 1
    return r


def _header(pen: Pen, section: str, table: Table, spans: list[int], r: int, c: int) -> int:
    column = c
    pairs = {"quantity": "ご注文", "term_years": "ご注文", "license_id": "契約情報", "activation_code": "契約情報"}
    group: dict[str, tuple[int, int]] = {}
    for name, span in zip(table.columns, spans, strict=True):
        text = pen.label(f"{section}.{name}", 0) if name not in ("no", "remark") else pen.look.text(name)
        if pen.look.numbering and text.startswith(pen.look.number(0)) and name not in ("no", "remark"):
            text = text.removeprefix(pen.look.number(0))
        grouped = table.double and name in pairs
        pen.sheet.put(r + grouped, column, text, w=span, h=2 if table.double and not grouped else 1, style="label")
        if grouped:
            first, wide = group.get(pairs[name], (column, 0))
            group[pairs[name]] = (first, column + span - first)
        column += span
    for text, (first, wide) in group.items():
        pen.sheet.put(r, first, text, w=wide, style="label")
    return r + 1 + table.double


def _example(pen: Pen, table: Table, spans: list[int], r: int, c: int) -> None:
    shown = {"no": "例", "product_name": "見本製品 スタンダード", "quantity": 100, "term_years": 1, "license_id": "1234567890", "name": "記入　例子",
             "activation_code": "SG-XXXX-XXXXX-XXXXX-XXXXX", "serial_number": "SA000-0000000", "current_end_on": "2020/3/31"}  # fmt: skip
    column = c
    for name, span in zip(table.columns, spans, strict=True):
        pen.sheet.put(r, column, shown.get(name), w=span, style="note")
        column += span


def _cell(
    pen: Pen,
    table: Table,
    name: str,
    line: dict[str, Any] | None,
    above: dict[str, Any],
    at: tuple[int, int, int, int, int],
) -> None:
    r, column, span, number, _ = at
    put = pen.sheet.put
    match name:
        case "no":
            put(r, column, table.first + number, w=span, style="note")
        case "unit":
            put(r, column, "台" if pen.look.form == "B-2HW" else "本", w=span, style="note")
        case "remark" | "model" | "unit_price" | "amount":
            put(
                r,
                column,
                line and _aside(name, line),
                w=span,
                fmt="#,##0" if name in ("unit_price", "amount") else None,
            )
        case _ if line is None:
            put(r, column, None, w=span)
        case _ if (
            table.ditto
            and above
            and above[name] == line[name] is not None
            and name in ("product_name", "term_years", "current_end_on")
        ):
            put(r, column, pen.hand.rng.choice(("〃", "同上", "同　上")), w=span)
        case "term_years" if table.shared and number:
            put(r, column, Formula(f"={address(r - 1, column)}", line[name]), w=span)
        case "term_years" if table.shared:
            put(r, column, line[name], w=span)
        case _:
            written, fmt = pen.hand.write(name, line[name])
            put(r, column, written, w=span, fmt=fmt)


def _aside(name: str, line: dict[str, Any]) -> Any:
    price = 1000 + 37 * len(str(line["product_name"]))
    match name:
        case "model":
            return f"MD-{len(str(line['product_name'])):03d}"
        case "remark":
            return ("既存分", "追加分", None)[len(str(line["product_name"])) % 3]
        case "unit_price":
            return price
    return price * line["quantity"] if isinstance(line["quantity"], int) else price
