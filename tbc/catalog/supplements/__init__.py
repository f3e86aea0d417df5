"""Supplements (別紙): definitions are data, which make blank forms and check filled ones (CAT-2)."""

from tbc.catalog.supplements.check import SupplementProblem, SupplementReading, check
from tbc.catalog.supplements.definition import Column, Definition, DefinitionFaulty, definition_of

__all__ = [
    "Column",
    "Definition",
    "DefinitionFaulty",
    "SupplementProblem",
    "SupplementReading",
    "check",
    "definition_of",
]
