"""The parties of a contract as questions and answers: as they are, and what of them has changed or shall change."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tbc.applications.differences import between
from tbc.applications.summary import Block, blocks
from tbc.licenses.models import LicenseParties


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the parties, and what it changed of the one before; nothing in the first."""

    row: LicenseParties
    changed: list[Block]


def blocks_of(parties: Mapping[str, Any]) -> list[Block]:
    """Every section of the parties."""
    return [block for block in blocks(dict(parties)) if block.answers and block.step.name != "products"]


def changed_blocks(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[Block]:
    """What differs between two states of the parties, each answer with what stood there before."""
    shown = blocks(dict(new), between(dict(new), dict(old)))
    found = ((block, [answer for answer in block.answers if answer.was is not None]) for block in shown)
    return [Block(block.title, block.step, answers) for block, answers in found if answers]


def versions_of(rows: Sequence[LicenseParties]) -> list[Version]:
    """The versions, latest first as they come, each with what it changed."""
    older = [*rows[1:], None]
    return [
        Version(row, changed_blocks(row.parties, before.parties) if before else [])
        for row, before in zip(rows, older, strict=True)
    ]


def with_changes(parties: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    """`parties` with the text at each path of `changes` (`end_user.phone`); an empty text takes it away."""
    new = copy.deepcopy(dict(parties))
    for path, text in changes.items():
        section, _dot, name = path.partition(".")
        here = new.setdefault(section, {})
        here[name] = text
        if not text:
            del here[name]
    return new
