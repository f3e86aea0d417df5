"""Shows a number or date as its cell's number format has it: 2025年7月15日, R7.7.15, 0001, 1,500本."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

JAPANESE_DATE: Final = 'yyyy"年"m"月"d"日"'
ERA_DATE: Final = 'ggge"年"m"月"d"日"'
# Formats by number that a Japanese Excel has built in (ECMA-376, 18.8.30).
BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "ge.m.d", 28: ERA_DATE, 29: ERA_DATE,
    30: "m/d/yy", 31: JAPANESE_DATE, 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"',
    36: "ge.m.d", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@", 50: "ge.m.d", 51: ERA_DATE,
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: ERA_DATE, 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: "ge.m.d",
    58: ERA_DATE,
}  # fmt: skip
TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.'
    r"|(?P<part>yyyy|yy|y|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|ggg|gg|g|ee|e|hh|h|ss|s)|(?P<digits>[#0?,]+(?:\.[#0?]+)?)"
    r"|(?P<other>.)",
    re.IGNORECASE,
)
ERAS: Final = (
    (date(2019, 5, 1), 2018, "R", "令", "令和"),
    (date(1989, 1, 8), 1988, "H", "平", "平成"),
    (date(1926, 12, 25), 1925, "S", "昭", "昭和"),
)
DAYS: Final = "月火水木金土日"


def as_shown(value: object, code: str) -> str | None:
    """The text that a cell with the number format `code` shows for `value`; None where the value's own text will do."""
    section = code.split(";", maxsplit=1)[0]
    if not section or section.lower() in ("general", "@", "standard"):
        return None
    if isinstance(value, date):
        return _dated(value, section) or None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
        return _counted(value, section)
    return None


def _dated(value: date, section: str) -> str:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    shown, before = "", ""
    for token in TOKEN.finditer(section):
        part = (token["part"] or "").lower()
        # Only what stands between hours and seconds are minutes.
        following = section[token.end() :].lstrip(":\"分'").lower()
        is_minutes = part in ("m", "mm") and (before in ("h", "hh") or following.startswith("s"))
        shown += _part(moment, "n" * len(part) if is_minutes else part) if part else _literal(token)
        before = part or before
    return shown


def _part(moment: datetime, part: str) -> str:
    _began, zero, *names = next((era for era in ERAS if moment.date() >= era[0]), (date.min, 0, "", "", ""))
    number = {"y": moment.year, "m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute,
              "s": moment.second, "e": moment.year - zero}  # fmt: skip
    match part:
        case "g" | "gg" | "ggg":
            return names[len(part) - 1]
        case "aaa" | "ddd":
            return DAYS[moment.weekday()]
        case "aaaa" | "dddd":
            return f"{DAYS[moment.weekday()]}曜日"
        case "mmm" | "mmmm":
            return f"{moment.month}月"
        case "yy" | "y":
            return f"{moment.year % 100:02d}"
    return f"{number[part[0]]:0{len(part)}d}"


def _counted(value: float, section: str) -> str | None:
    tokens = list(TOKEN.finditer(section))
    places = [token for token in tokens if token["digits"] and token["digits"].strip(",.")]
    if not places or any(token["part"] for token in tokens):
        return None
    scale = 100 if any(token["other"] == "%" for token in tokens) else 1
    decimals = len(places[-1]["digits"].partition(".")[2])
    whole, _, fraction = f"{abs(value) * scale:.{decimals}f}".partition(".")
    texts = _spread(whole, [place["digits"].partition(".")[0] for place in places])
    last = places[-1] if fraction else None
    shown = "".join(
        next(texts) + (f".{fraction}" if token is last else "") if token in places else _literal(token)
        for token in tokens
    )
    return f"-{shown}" if value < 0 else shown


def _spread(whole: str, patterns: list[str]) -> Iterator[str]:
    """The digits over the places of a pattern from the right, as 000-0000 has them; the first takes what is left."""
    found: list[str] = []
    for at, pattern in reversed(list(enumerate(patterns))):
        size = sum(sign in "0#?" for sign in pattern)
        part = whole if at == 0 else whole[-size:]
        whole = "" if at == 0 else whole[:-size]
        digits = part.zfill(pattern.count("0"))
        found.append(f"{int(digits or 0):,}" if "," in pattern.strip(",") else digits)
    return reversed(found)


def _literal(token: re.Match[str]) -> str:
    if token["digits"]:
        return token["digits"]
    return token["quoted"] or token["escaped"] or token["other"] or ""
