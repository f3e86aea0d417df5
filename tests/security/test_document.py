"""docs/security.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_named_file_exists() -> None:
    named = set(re.findall(r"`((?:tests|tbc)/[\w/.]+\.py)`", TEXT))
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_file_of_this_room_is_named() -> None:
    own = {f"tests/security/{path.name}" for path in Path(__file__).parent.glob("test_*.py")} - {
        "tests/security/test_document.py"
    }
    assert {name for name in own if name not in TEXT} == set()


def test_an_area_without_a_test_says_why() -> None:
    rows = [line.strip("|").split("|") for line in TEXT.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 20
    assert [row[0] for row in rows if "`" not in row[2] and not row[3].strip()] == []
