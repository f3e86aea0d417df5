# ruff: noqa: E501 — Japanese letters count twice
"""All parties in one table: each party a column, or each party a row."""

from .pen import Pen

_PARTIES = ("end_user", "support_contact", "delivery", "reseller", "distributor")
_ROWS = (
    "corporate_name",
    "corporate_name_kana",
    "branch",
    "department",
    "title",
    "contact_name",
    "contact_name_kana",
    "phone",
    "email",
    "postal_code",
    "address",
)
_OWN = {
    "end_user": {"corporate_name", "corporate_name_kana", "department", "title", "contact_name", "contact_name_kana", "phone", "email", "postal_code", "address"},
    "support_contact": {"corporate_name", "department", "contact_name", "phone", "email", "postal_code", "address"},
    "delivery": {"corporate_name", "contact_name", "email"},
    "reseller": {"corporate_name", "branch", "department", "contact_name", "phone", "email"},
    "distributor": {"corporate_name", "branch", "department", "contact_name", "phone", "email"},
}  # fmt: skip


def columns(pen: Pen, r: int, c: int) -> int:
    """Labels at the left, one column for each party; the row after it."""
    pen.sheet.put(r, c, "項目", style="label")
    for index, party in enumerate(_PARTIES, 1):
        pen.sheet.put(r, c + index, pen.look.text(party), style="title")
    for offset, name in enumerate(_ROWS, 1):
        pen.put_label(f"end_user.{name}" if name != "branch" else "reseller.branch", offset - 1, r + offset, c, 1)
        for index, party in enumerate(_PARTIES, 1):
            _cell(pen, party, name, r + offset, c + index)
    return r + len(_ROWS) + 1


def rows(pen: Pen, r: int, c: int) -> int:
    """Labels above, one row for each party; the row after it."""
    pen.sheet.put(r, c, "区分", style="label")
    for offset, name in enumerate(_ROWS, 1):
        pen.put_label(f"end_user.{name}" if name != "branch" else "reseller.branch", offset - 1, r, c + offset, 1)
    for index, party in enumerate(_PARTIES, 1):
        pen.sheet.put(r + index, c, pen.look.text(party), style="title")
        for offset, name in enumerate(_ROWS, 1):
            _cell(pen, party, name, r + index, c + offset)
    return r + len(_PARTIES) + 1


def _cell(pen: Pen, party: str, name: str, r: int, c: int) -> None:
    pen.drawn.add(party)
    if name not in _OWN[party]:
        pen.sheet.put(r, c, "／" if pen.look.extra.get("slash") else None, style="note")
        return
    field = "company" if name == "corporate_name" and party not in ("end_user", "support_contact") else name
    if name == "corporate_name" and party in pen.said:
        pen.drawn.add(f"{party}.{field}")
        pen.sheet.put(r, c, pen.said[party])
        return
    pen.values(f"{party}.{field}", r, c, 1)
