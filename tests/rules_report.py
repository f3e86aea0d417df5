"""Writes docs/rules.md, which tests show which rule: `python -m tests.rules_report` (`--check` only compares)."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FILE = PROJECT / "docs" / "rules.md"
TITLES = dict(
    line.split(" ", 1) for line in (PROJECT / "tests" / "rules.txt").read_text(encoding="utf-8").splitlines() if line
)
_INTRODUCTION = """# Rules and the tests that show them

Written by `python -m tests.rules_report` from the marks `@pytest.mark.rule("…")`; `make check` says when it is stale.
A rule without a test is one of a part of the product that is not built yet.
"""


class _Collector:
    """Notes the marks of what pytest collects: rule → file → names of tests."""

    def __init__(self) -> None:
        self.shown: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("rule"):
                name = getattr(item, "originalname", item.name).removeprefix("test_").replace("_", " ")
                self.shown[mark.args[0]][item.location[0]].add(name)


def collect() -> dict[str, dict[str, set[str]]]:
    """Rule → file → what its tests are called, as pytest finds them; no test is run and no server started.

    Raises:
        SystemExit: a test module cannot be read, or a mark names a rule that does not exist.
    """
    os.environ.setdefault("TBC_TEST_SERVER_URL", "postgresql://nobody@127.0.0.1:1/none")
    collector = _Collector()
    options = ["--collect-only", "-o", "addopts=--strict-markers", "-p", "no:cacheprovider", "-p", "no:terminal"]
    code = pytest.main([*options, str(PROJECT / "tests")], [collector])
    if code != 0:
        sys.exit(f"pytest could not collect the tests (exit {int(code)})")
    unknown = sorted(set(collector.shown) - set(TITLES))
    if unknown:
        sys.exit(f"rules that tests/rules.txt does not know: {', '.join(unknown)}")
    return collector.shown


def render(shown: dict[str, dict[str, set[str]]]) -> str:
    """The document."""
    lines = [_INTRODUCTION, f"{len(shown)} of {len(TITLES)} rules have tests.", "", "| rule | what | shown by |"]
    lines.append("| --- | --- | --- |")
    for rule, title in TITLES.items():
        files = shown.get(rule, {})
        cell = "<br>".join(f"`{name}`: {'; '.join(sorted(tests))}" for name, tests in sorted(files.items()))
        lines.append(f"| {rule} | {title} | {cell or '–'} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the file, or say that it is stale."""
    wanted = render(collect())
    if "--check" not in sys.argv:
        FILE.write_text(wanted, encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != wanted:
        print(f"{FILE.name} is stale: run `python -m tests.rules_report`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
