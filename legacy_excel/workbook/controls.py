"""Check boxes and option buttons that float over a sheet, as the texts ☑ and □ of the cells under them (README 4)."""

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Corner = tuple[int, int]
Area = tuple[Corner, Corner]

# Excel writes every form control into the sheet's old drawing, which is no sound XML.
SHAPE: Final = b"<v:shape "
SHAPES_END: Final = b"</v:shape>"
KIND: Final = re.compile(rb'ObjectType="(?:Checkbox|Radio)"')
ANCHOR: Final = re.compile(rb"<x:Anchor>\s*([\d\s,]{1,100})</x:Anchor>")
CHECKED: Final = re.compile(rb"<x:Checked>\s*1")
CAPTION: Final = re.compile(rb"<v:textbox\b[^<>]*>(.*?)</v:textbox>", re.DOTALL)
ROW_PIXELS: Final = 20
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Box:
    """A control: the cell under its upper left corner, how far right in it, its caption, and whether it is ticked."""

    row: int
    col: int
    offset: int
    caption: str
    is_ticked: bool

    @property
    def text(self) -> str:
        """As a form without controls would have it."""
        return ("☑" if self.is_ticked else "□") + (f" {self.caption}" if self.caption else "")


def boxes_in(drawing: bytes) -> list[Box]:
    """The check boxes and option buttons of a sheet's old drawing."""
    if KIND.search(drawing) is None:
        return []
    shapes = (piece.partition(SHAPES_END)[0] for piece in drawing.split(SHAPE)[1 : MOST + 1])
    found = (_box(shape) for shape in shapes if KIND.search(shape))
    return [box for box in found if box is not None]


def texts_of(
    boxes: Sequence[Box], values: Mapping[Corner, Any], merges: Sequence[tuple[Corner, Corner]]
) -> dict[Corner, str]:
    """The texts of the cells under the boxes; what stands in a cell is the caption of a lone box without one."""
    by_cell: defaultdict[Corner, list[Box]] = defaultdict(list)
    for box in boxes:
        by_cell[_home(box, merges)].append(box)
    texts: dict[Corner, str] = {}
    for cell, found in by_cell.items():
        own = str(values.get(cell, "")).strip()
        marks = "\u3000".join(box.text for box in sorted(found, key=lambda box: (box.row, box.col, box.offset)))
        if not own or own in marks:
            texts[cell] = marks
        elif len(found) == 1 or all(box.caption for box in found):
            texts[cell] = f"{marks} {own}"
    return texts


def _box(shape: bytes) -> Box | None:
    anchor = ANCHOR.search(shape)
    numbers = [int(number) for number in re.findall(rb"\d+", anchor[1])] if anchor else []
    if len(numbers) != 8:
        return None
    left, left_offset, top, top_offset, _, _, bottom, bottom_offset = numbers
    # A box that hangs over the edge of two rows belongs to the one that has more of it.
    row = bottom if bottom == top + 1 and bottom_offset > ROW_PIXELS - top_offset else top
    caption = CAPTION.search(shape)
    plain = re.sub(rb"<[^<>]*>", b"", caption[1]).decode("utf-8", "replace") if caption else ""
    return Box(row, left, left_offset, " ".join(html.unescape(plain).split()), CHECKED.search(shape) is not None)


def _home(box: Box, merges: Sequence[Area]) -> Corner:
    for first, last in merges:
        if first[0] <= box.row <= last[0] and first[1] <= box.col <= last[1]:
            return first
    return box.row, box.col
