"""The columns of a sheet of end users: headings in both languages, and hints."""

from __future__ import annotations

from functools import cache

from tbc.kit.entries.field import Field
from tbc.kit.entries.party import PARTY
from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold

MOST_ROWS = 5_000
# Marks a required column in its heading, and a row that only explains.
MARK = "※"

HINTS = {
    "corporate_name": _l("登記のとおり、「株式会社」も略さない"),
    "corporate_name_kana": _l("カナ"),
    "corporate_number": _l("13桁。分からないときは空欄"),
    "postal_code": _l("例: 100-0001"),
    "prefecture": _l("例: 東京都"),
    "city": _l("例: 千代田区"),
    "street": _l("例: 丸の内1-1-1"),
    "building": _l("ないときは空欄"),
    "department": _l("例: 情報システム部"),
    "title": _l("ないときは空欄"),
    "contact_name": _l("姓と名の間を空ける"),
    "contact_name_kana": _l("カナ"),
    "phone": _l("例: 03-5555-1234"),
    "email": _l("例: name@example.co.jp"),
}


def headings() -> list[str]:
    """The headings in the reader's language, required ones marked."""
    return [f"{field.called}{MARK if field.required else ''}" for field in PARTY]


def hints() -> list[str]:
    """The row that explains the columns; it begins with the mark by which it is left out when read."""
    first, *rest = (str(HINTS[field.name]) for field in PARTY)
    return [f"{MARK}{first}", *rest]


@cache
def field_by_heading() -> dict[str, Field]:
    """A field by each of its folded headings: its name, and what it is called in either language."""
    found = {fold(field.name): field for field in PARTY}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(str(text)): field for field in PARTY for text in (field.label, field.called)}
    return found


def field_of_heading(text: str) -> Field | None:
    """The field whose column is headed `text`."""
    return field_by_heading().get(fold(text.replace(MARK, "")))
