"""Samples damaged at random: bytes, the XML within a package, the texts of cells; the same number, the same damage."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape

from tests.legacy_excel.oracles import workbooks

SAMPLES: Final = [path for kind in ("filled", "bad", "blank") for path in workbooks(kind)]
NUMBERS: Final = [
    "-1",
    "0",
    "1",
    "65536",
    "1048577",
    "4294967296",
    "99999999999999999999",
    "1e308",
    "NaN",
    "",
    "ＡＢ",
    "A0",
    "XFE1",
]
TEXTS: Final = [
    *[
        "",
        " ",
        "\u3000",
        "〒",
        "同上",
        "なし",
        "☑",
        "□ はい ☑ いいえ",
        "令和７年２月３０日",
        "2025/7/15",
        "45853",
        "1.23E+09",
    ],
    *[
        "#REF!",
        "#N/A",
        "03-5555-1234",
        "ａ＠ｅｘａｍｐｌｅ．ｊｐ",
        "東京都千代田区千代田1-1",
        "【B-3】",
        "■ 契約者情報",
        "会社名",
        "合計",
    ],
    *[
        "記入例",
        "例",
        "続紙",
        "\u202eabc",
        "\ud7ff\ufffd",
        "=1+1",
        "_x000D_",
        "\u200b",
        "𠮷" * 300,
        "x" * 40_000,
        "(" * 2_000,
    ],
    *["1" * 5_000, "年" * 3_000, "\u0300" * 50, "ー" * 1_000, "0" * 400, "１" * 200 + "本", "-" * 3_000, "a@" * 2_000],
    *["内線" * 900, "   1\n" * 900, "(内線1" * 900, "FAX " * 900, "<a@" * 900, "1," * 900, "〇" * 5_000, "百" * 500],
]
ELEMENT: Final = re.compile(rb"<(\w+:?\w*)\b[^<>]*(?:/>|>[^<]*</\1>)")
ATTRIBUTE: Final = re.compile(rb'(?<==")[^"<>]*(?=")')
TEXT: Final = re.compile(rb"(?<=>)[^<>]+(?=<)")
# A mutant is never larger than this: what large files do is the hostile ones' matter.
LARGEST: Final = 4_000_000


def mutant(number: int) -> tuple[str, bytes]:
    """The file's ending and bytes."""
    chance = random.Random(number)
    path = chance.choice(SAMPLES)
    sound = path.read_bytes()
    is_package = sound.startswith(b"PK") and path.stem not in ("bad-bomb", "bad-corrupt")
    ways = [_flipped, _cut, _moved, *([_repacked] * 12 if is_package else [])]
    return path.suffix, chance.choice(ways)(sound, chance)


def _flipped(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 3, 10, 50]) if raw else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _moved(raw: bytes, chance: random.Random) -> bytes:
    """A stretch written over another place, left out, or made zero."""
    start, target = chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)
    piece = raw[start : start + chance.choice([1, 4, 100, 5_000])]
    return chance.choice(
        [
            raw[:target] + piece + raw[target + len(piece) :],
            raw[:start] + raw[start + len(piece) :],
            raw[:start] + bytes(len(piece)) + raw[start + len(piece) :],
        ]
    )


def _repacked(sound: bytes, chance: random.Random) -> bytes:
    """The package with one or two of its XML parts changed, its sums right again."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        parts = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        likely = [name for name in parts if re.search(r"sheet\d|sharedStrings|content|workbook", name)] or parts
        hit = {chance.choice(likely), chance.choice(parts)}
        for name in source.namelist():
            raw = source.read(name)
            if name in hit and raw:
                for _ in range(chance.choice([1, 2, 5, 30])):
                    raw = chance.choice(_XML_WAYS)(raw, chance)[:LARGEST]
                raw = _flipped(raw, chance) if chance.random() < 0.05 else raw
            if name not in hit or chance.random() > 0.03:
                package.writestr(name, raw)
    return target.getvalue()


def _element(raw: bytes, chance: random.Random) -> bytes:
    """An element left out, doubled, or put in another's place."""
    found = _near(ELEMENT, raw, chance)
    if found is None:
        return raw
    other = _near(ELEMENT, raw, chance) or found
    instead = chance.choice([b"", found[0] * 2, found[0] * 200, other[0]])
    return raw[: found.start()] + instead + raw[found.end() :]


def _attribute(raw: bytes, chance: random.Random) -> bytes:
    return _written(_near(ATTRIBUTE, raw, chance), raw, chance.choice(NUMBERS))


def _text(raw: bytes, chance: random.Random) -> bytes:
    return _written(_near(TEXT, raw, chance), raw, chance.choice(TEXTS + NUMBERS))


def _written(found: re.Match[bytes] | None, raw: bytes, text: str) -> bytes:
    if found is None:
        return raw
    return raw[: found.start()] + escape(text).encode("utf-8", "replace") + raw[found.end() :]


def _near(pattern: re.Pattern[bytes], raw: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """A match after a random place, or the first of all."""
    return pattern.search(raw, chance.randrange(len(raw) + 1)) or pattern.search(raw)


_XML_WAYS: Final[list[Callable[[bytes, random.Random], bytes]]] = [*[_element] * 3, _attribute, *[_text] * 7]
