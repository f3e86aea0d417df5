"""Is requirements.lock in step with pyproject.toml? `python -m tests.setup.lock` says what is not."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")


def faults(pyproject: str, lock: str) -> list[str]:
    """What is wrong with `lock`, one sentence each; none if it gives every dependency a version, and each a hash."""
    pins = _pins(lock)
    found = [
        f"{wanted} is not in requirements.lock; run `make lock`."
        for wanted in _wanted(tomllib.loads(pyproject))
        if not wanted.specifier.contains(pins.get(canonicalize_name(wanted.name), ""), prereleases=True)
    ]
    if "://" in lock:
        found.append("requirements.lock names a registry; which one to ask is the machine's choice.")
    return found + [f"{name} has no hash." for name, block in _blocks(lock) if "--hash=sha256:" not in block]


def _wanted(project: dict[str, Any]) -> Iterator[Requirement]:
    groups = project["dependency-groups"]
    names = project["project"]["dependencies"] + [entry for group in groups.values() for entry in group]
    yield from (Requirement(name) for name in names if isinstance(name, str))


def _pins(lock: str) -> dict[str, str]:
    found = (PIN.match(line) for line in lock.splitlines())
    return {canonicalize_name(pin["name"]): pin["version"] for pin in found if pin}


def _blocks(lock: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n(?=\S)", lock):
        pin = PIN.match(block)
        if pin:
            yield pin["name"], block


def main() -> None:
    """Say what is wrong; 1 if anything is."""
    read = [(PROJECT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "requirements.lock")]
    found = faults(*read)
    for sentence in found:
        print(sentence)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
