# ruff: noqa: E501 — Japanese letters count twice
"""Sections of fields: which rows they have, and how they stand on the sheet (labels left or above, title as bar or at the side)."""

from .pen import Pen

Rows = list[list[str]]


def party_rows(pen: Pen, section: str) -> Rows:
    """The rows of 契約者 and サポート窓口 by the form's look."""
    look, support = pen.look, section == "support_contact"
    company = [["corporate_name_kana"], ["corporate_name"]] if not support else [["corporate_name"]]
    contact = [["contact_name_kana"], ["contact_name"]]
    if look.kana_below:
        company, contact = company[::-1], contact[::-1]
    if not look.bare_kana and not support:
        contact = [["contact_name", "contact_name_kana"]]
    address = {
        "one": [["postal_code"], ["address"]],
        "building": [["postal_code"], ["address"], ["building"]],
        "split": [["postal_code", "prefecture"], ["city", "street"], ["building"]],
    }[look.address]
    reach = [["phone", "fax"], ["email"]] if look.fax else [["phone", "email"]]
    number = [["corporate_number"]] if look.corporate_number and not support else []
    rows = [*company, *number, ["department", "title"], *contact, *reach, *address]
    if look.vocabulary in ("short", "old"):
        rows = company + address + number + [["department", "title"]] + contact + reach
    if look.vocabulary == "dealer":
        rows = [*company, ["department"], ["title"], *contact, *address, *reach, *number]
    return rows if not support else [["same"], *rows]


def dealer_rows(section: str) -> Rows:
    """The rows of 販売店 and 代理店."""
    rows = [["company", "branch"], ["department", "contact_name"], ["phone", "email"]]
    return rows if section == "reseller" else [["same"], *rows]


def delivery_rows() -> Rows:
    """The rows of 納品先."""
    return [["email"], ["company", "contact_name"]]


def head_rows(pen: Pen) -> Rows:
    """The rows above all sections."""
    form = pen.look.form
    if form == "USER":
        return [["applied_on"]]
    rows = [["applied_on", "customer_po"], ["reseller_reference"]]
    rows += [["contract_class"]] if form != "B-2HW" else []
    return rows + ([["kind"]] if form == "B-1" else [])


def draw(pen: Pen, section: str, rows: Rows, r: int, c: int, w: int, *, title: str = "bar", index: int = 0) -> int:
    """Draw a section from (r, c) over w columns and say which row follows; `title` is bar, side, rotated or none."""
    sheet, look = pen.sheet, pen.look
    if section:
        pen.drawn.add(section)
    start, left, width = r, c, w
    heading = look.section.format(title=look.text(section or "head"), n=index, c="①②③④⑤⑥⑦⑧⑨"[index - 1])
    ticked = pen.application is not None and section in pen.boxes and "same_as" in (pen.application[section] or {})
    in_bar = look.same == "bar" and any("same" in row for row in rows)
    if title == "bar":
        span = w // 2 if in_bar else w
        sheet.put(r, c, heading, w=span, style="title")
        if in_bar:
            sheet.put(r, c + span, pen.tick(ticked, look.text(_same(section)), alone=True), w=w - span, style="title")
        r += 1
    elif title in ("side", "rotated"):
        left, width = c + (2 if sheet.narrow else 1), w - (2 if sheet.narrow else 1)
    first = True
    number = 0
    for row in rows:
        if row == ["same"]:
            if not (in_bar and title == "bar"):
                sheet.put(
                    r, left, pen.tick(ticked, look.text(_same(section)) + pen.hint, alone=True), w=width, style="note"
                )
                r += 1
            continue
        for names in _split(row, width, narrow=sheet.narrow):
            paths = [f"{section}.{name}" if section else name for name in names]
            r = _row(pen, paths, number, r, left, width, said=pen.said.get(section) if first else None)
            number += len(names)
            first = False
            r += pen.hand.rng.random() < look.gaps
    if title in ("side", "rotated"):
        text = look.text(section or "head").replace("（エンドユーザー）", "").replace("（エンドユーザー様）", "")
        sheet.put(start, c, "\n".join(text) if title == "side" else text, w=left - c, h=r - start, style="title")
        if title == "rotated":
            sheet.vertical.add((start, c))
    return r


def _same(section: str) -> str:
    return "same_end_user" if section == "support_contact" else "same_reseller"


def _split(row: list[str], width: int, *, narrow: bool) -> Rows:
    enough = width >= 40 if narrow else width >= 6
    return [row] if enough else [[name] for name in row]


def _row(pen: Pen, paths: list[str], number: int, r: int, c: int, w: int, *, said: str | None) -> int:
    narrow, above, example = pen.sheet.narrow, pen.look.above, pen.look.example
    if example:
        w -= 10 if narrow else 1
    each = w // len(paths)
    for index, path in enumerate(paths):
        column = c + index * each
        span = each if index + 1 < len(paths) else w - index * each
        label = 0 if above else (8 if span >= 20 else 6) if narrow else 1
        pen.put_label(path, number + index, r, column, label or span)
        vr = r + 1 if above else r
        if path.endswith(".fax"):
            holder = pen.application[path.rpartition(".")[0]] if pen.application else None
            pen.sheet.put(
                vr,
                column + label,
                f"03-5555-9{number:03d}" if holder and "same_as" not in holder else None,
                w=span - label,
            )
        elif said and index == 0:
            pen.drawn.add(path)
            pen.sheet.put(vr, column + label, said, w=span - label)
        else:
            pen.values(path, vr, column + label, span - label)
    if example:
        pen.example(paths[0], r, c + w, 10 if narrow else 1)
    return r + 1 + above
