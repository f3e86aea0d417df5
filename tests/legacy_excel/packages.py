"""Sound samples made over into packages that are large, hostile or damaged."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.legacy_excel.oracles import FOLDER

SOUND = FOLDER / "filled" / "a2-04.xlsx"


def repacked(target: Path, changed: dict[str, bytes | str], sound: Path = SOUND) -> Path:
    """The package with some of its parts changed, and parts that it had not."""
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name not in changed:
                made.writestr(name, source.read(name))
        for name, body in changed.items():
            made.writestr(name, body)
    return target


def with_many_strings(folder: Path, count: int = 520_000) -> Path:
    """A sound form whose shared strings take all the megabytes that a part may have."""
    strings = "<sst>" + "".join(f"<si><t>text number {number:015d}</t></si>" for number in range(count)) + "</sst>"
    return repacked(folder / "large.xlsx", {"xl/sharedStrings.xml": strings})


def part_of(package: Path, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(package) as opened:
        return opened.read(name)
