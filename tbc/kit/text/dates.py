"""Days as people write them: 2026/11/20, 20261120, 2026年11月20日, 令和8年11月20日, R8.11.20."""

from __future__ import annotations

import re
from datetime import date

from tbc.kit.text.reading import Reading, half, one_line

ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
ERA_NAMES = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
WESTERN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
JAPANESE = re.compile(r"([MTSHR])(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def day(typed: str) -> Reading:
    """A day as ISO text, 2026-11-20. Faults: `date`, `date_impossible`."""
    plain = re.sub(r"\s", "", half(one_line(typed).value)).upper()
    if not plain:
        return Reading("")
    plain = re.sub(r"\([日月火水木金土]\)$", "", plain)
    for name, letter in ERA_NAMES.items():
        plain = plain.replace(name, letter)
    parts = _parts(plain)
    if parts is None:
        return Reading(one_line(typed).value, "date")
    try:
        return Reading(date(*parts).isoformat())
    except ValueError:
        return Reading(one_line(typed).value, "date_impossible")


def _parts(plain: str) -> tuple[int, int, int] | None:
    found = WESTERN.fullmatch(plain) or COMPACT.fullmatch(plain)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = JAPANESE.fullmatch(plain)
    if found:
        year = ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        return year, int(found[3]), int(found[4])
    return None
