"""A damaged file gives a code, never another exception: bytes flipped, bytes cut off, a part of the package flipped."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from legacy_excel.problems import WorkbookRefused, codes
from legacy_excel.reading import read_workbook
from tests.legacy_excel.oracles import FOLDER

SAMPLES = ["a1-06.xls", "a2-04.xlsx", "b2-05.ods", "user-04.xlsx"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("way", ["bytes", "cut", "inside"])
def test_damage_is_refused_or_read_around(tmp_path: Path, name: str, way: str) -> None:
    chance = random.Random(f"{name} {way}")
    sound = (FOLDER / "filled" / name).read_bytes()
    path = tmp_path / name
    for _ in range(25):
        path.write_bytes(_damaged(sound, way, chance))
        try:
            found = {problem.code for record in read_workbook(path) for problem in record.problems}
        except WorkbookRefused as refusal:
            found = {refusal.code}
        assert found <= set(codes())


def _damaged(sound: bytes, way: str, chance: random.Random) -> bytes:
    if way == "cut":
        return sound[: chance.randrange(len(sound))]
    if way == "inside" and sound.startswith(b"PK"):
        return _repacked(sound, chance)
    return _flipped(sound, chance)


def _flipped(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 5, 30])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _repacked(sound: bytes, chance: random.Random) -> bytes:
    """The package with one of its XML parts flipped, its sums right again."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as source, zipfile.ZipFile(target, "w") as package:
        hit = chance.choice([name for name in source.namelist() if name.endswith(".xml")])
        for name in source.namelist():
            raw = source.read(name)
            package.writestr(name, _flipped(raw, chance) if name == hit and raw else raw)
    return target.getvalue()
