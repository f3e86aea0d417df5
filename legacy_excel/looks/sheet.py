"""The looks of one sheet: what a reader sees of it beside the texts."""

from dataclasses import dataclass, field
from typing import Final

# Pixels at 100 %, as Excel draws its standard font: a column of 8.43 characters, a row of 15 points.
COLUMN_PIXELS: Final = 64
ROW_PIXELS: Final = 20
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one cell: words for the eye, and the code by which its number or date is shown.

    Words are bold, large, centred, right, shade-1 (light) to shade-3 (dark), and the edges top, end, bottom, start.
    """

    words: tuple[str, ...] = ()
    number_format: str = ""


@dataclass(slots=True)
class SheetLooks:
    """Looks by row and column, both counted from 0, and the sizes in pixels of those that differ from the default."""

    looks: dict[Place, Look] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    column_pixels: int = COLUMN_PIXELS
    row_pixels: int = ROW_PIXELS
    has_lines: bool = True

    def width(self, column: int) -> int:
        """The pixels of a column."""
        return self.widths.get(column, self.column_pixels)

    def height(self, row: int) -> int:
        """The pixels of a row."""
        return self.heights.get(row, self.row_pixels)


def shade_of(red: float, green: float, blue: float) -> str:
    """The word for a fill, each part of its colour from 0 to 1; white is none."""
    brightness = 0.299 * red + 0.587 * green + 0.114 * blue
    if brightness > 0.965:
        return ""
    return "shade-1" if brightness > 0.87 else "shade-2" if brightness > 0.55 else "shade-3"
