"""A value as it was found on a sheet, before a record takes it."""

from dataclasses import dataclass

from legacy_excel.values import text
from legacy_excel.values.outcome import Outcome
from legacy_excel.workbook.grid import Block, Grid


# Not frozen, as it is made by the hundred: a frozen one takes four times as long.
@dataclass(slots=True)
class Found:
    """A value as found: its text, the cell it is known by (of which sheet), and what the normaliser made of it."""

    raw: str
    block: Block
    outcome: Outcome
    grid: Grid | None = None

    @property
    def is_ditto(self) -> bool:
        """Whether it says 同上."""
        return text.is_ditto(self.raw)
