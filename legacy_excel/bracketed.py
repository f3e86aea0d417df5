"""Parts a person's name from its reading in brackets behind it: 見本　花（ミホン　ハナ）."""

import re
from dataclasses import replace
from typing import Final

from legacy_excel.found import Found
from legacy_excel.values import text

_NAME_AND_READING: Final = re.compile(
    r"(.*[一-龠々].*?)\s*[(（]\s*([ァ-ヶぁ-んｦ-ﾟー・\s]{2,})\s*[)）]\s*(?:様|殿|さん)?\s*", re.DOTALL
)


def holds_name_and_reading(raw: str) -> bool:
    """Whether the text is a name with its reading in brackets."""
    return _NAME_AND_READING.fullmatch(raw) is not None


def with_readings_parted(fields: dict[str, Found], *, has_reading: bool) -> dict[str, Found]:
    """The fields of a party with such a name as name and reading; `has_reading` if the party has a field for it."""
    for asked in ("contact_name", "contact_name_kana"):
        found = fields.get(asked)
        both = _NAME_AND_READING.fullmatch(found.raw) if found is not None else None
        if found is None or both is None:
            continue
        parted = {"contact_name": replace(found, raw=both[1], outcome=text.person(both[1]).after("reading-parted"))}
        if has_reading:
            reading = replace(found, raw=both[2], outcome=text.kana(both[2]).after("reading-parted"))
            parted["contact_name_kana"] = reading
        # What has a cell of its own says it better.
        own = {name: one for name, one in fields.items() if one.outcome.value is not None and name != asked}
        return fields | parted | own
    return fields
