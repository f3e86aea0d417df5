"""Damaged samples get a record or a code by intention, and no child exceeds its memory; `fuzz.py` reads thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.legacy_excel.fuzz import fuzzed
from tests.legacy_excel.mutants import mutant


@pytest.mark.rule("XLS-6")
def test_damaged_samples_get_records_or_codes(tmp_path: Path) -> None:
    findings = fuzzed(range(150), tmp_path)

    assert findings.faults == {}
    assert findings.is_clean()
    assert findings.files == 150
    assert findings.outcomes["read"] > 40, "much of the damage leaves a form to be read"


@pytest.mark.rule("XLS-6")
def test_the_same_number_is_the_same_damage() -> None:
    assert mutant(7) == mutant(7)
    assert mutant(7) != mutant(8)
