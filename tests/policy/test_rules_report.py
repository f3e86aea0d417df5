"""The report of rules: every mark names a rule, and what is written reads as it should."""

from __future__ import annotations

import re
from pathlib import Path

from tests import rules_report

MARK = re.compile(r"mark\.rule\(\"([^\"]+)\"\)")


def test_every_mark_names_a_known_rule() -> None:
    tests = Path(rules_report.__file__).parent.rglob("*.py")
    named = {rule for path in tests for rule in MARK.findall(path.read_text(encoding="utf-8")) if rule != "…"}
    assert named - set(rules_report.TITLES) == set()


def test_a_rule_is_listed_with_its_tests_and_without_any() -> None:
    text = rules_report.render({"NUM-1": {"tests/a.py": {"b is c", "a is b"}}})
    assert "| NUM-1 | 24 characters with a check character | `tests/a.py`: a is b; b is c |" in text
    assert f"| NUM-2 | {rules_report.TITLES['NUM-2']} | – |" in text
    assert f"1 of {len(rules_report.TITLES)} rules have tests." in text


def test_rules_are_listed_once() -> None:
    lines = (Path(rules_report.__file__).parent / "rules.txt").read_text(encoding="utf-8").split("\n")
    ids = [line.split(" ")[0] for line in lines if line]
    assert len(ids) == len(set(ids))
