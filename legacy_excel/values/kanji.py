"""Numbers written in kanji, by place (二〇二五) or by tens (三十一), as dates and terms bear them."""

import re
from typing import Final

_DIGITS: Final = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
                  "壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "參": 3}  # fmt: skip
_TENS: Final = {"十": 10, "拾": 10, "百": 100}
_NUMBER: Final = re.compile(f"[{''.join(_DIGITS)}{''.join(_TENS)}]+")


def arabic(text: str) -> str:
    """The text with its kanji numbers as digits: 令和七年十二月三十一日 → 令和7年12月31日."""
    return _NUMBER.sub(lambda match: _digits(match[0]), text)


def _digits(number: str) -> str:
    if not any(sign in _TENS for sign in number):
        return "".join(str(_DIGITS[sign]) for sign in number)
    total, waiting = 0, 0
    for sign in number:
        if sign in _TENS:
            total += (waiting or 1) * _TENS[sign]
            waiting = 0
        else:
            waiting = waiting * 10 + _DIGITS[sign]
    return str(total + waiting)
