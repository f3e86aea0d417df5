"""Says where something is written that no field took though one is empty: rather a problem than a silent loss."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from legacy_excel.definitions import vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.fields import HINT
from legacy_excel.layout.assignment import Assigned
from legacy_excel.layout.fit import DOES_NOT_FIT, FITS, fit
from legacy_excel.pages import Page
from legacy_excel.values.marks import MARK
from legacy_excel.values.text import is_nothing
from legacy_excel.workbook.grid import Block

# Numbers of lines, and notes: 3-1, ※…, （…）, and whole sentences.
_NO_ANSWER: Final = re.compile(
    r"[\d\s.．,()（）＃#\-－~～]{1,5}|[※＊*(（].*|.*(?:です|ます|ません|ください|下さい)。?", re.DOTALL
)
_DIGITS: Final = re.compile(r"[\d０-９]")
# `事業所：西日本営業所`, where 事業所 is no label that is known.
_BEHIND_COLON: Final = re.compile(r"[^:：]{1,20}[:：]\s*(\S.*)", re.DOTALL)
# Readers that take any text without digits.
_LOOSE: Final = frozenset({"plain", "person", "company", "building"})


def doubt_what_is_unexplained(
    draft: Draft, pages: Sequence[tuple[Page, Sequence[Assigned]]], application: Mapping[str, Any]
) -> None:
    """Reports `uncertain` on the likeliest empty field of a section for each of its cells that nothing explains."""
    for page, assigned in pages:
        for section, block in _strays(page):
            told = {problem.field for problem in draft.problems}
            paths = _likely(page, section, block, assigned, application) if section in draft.form.sections else []
            path = next((path for path in paths if path not in told), None)
            if path is not None:
                draft.doubt(path, block, grid=page.grid)


def _strays(page: Page) -> Iterator[tuple[str, Block]]:
    """The cells of sections that are read which are no label, no value of one, no line of a table and no note."""
    layout = page.layout
    explained = layout.explained()
    rows = {row for table in page.tables for block in table.headers for row in range(block.row, block.row2 + 1)}
    rows |= {block.row for table in page.tables for line in table.rows for run in line.values() for block in run.blocks}
    last_col = max((block.col2 for block in explained), default=0)
    for block in layout.grid.filled():
        # What stands right of all labels and values was written beside the form.
        if block in explained or block.row in rows or block.col > last_col:
            continue
        section = layout.sections.of(block)
        if section is not None and section.name in vocabulary().fields and not _is_note(block.text.strip()):
            yield section.name, block


def _is_note(bare: str) -> bool:
    words = vocabulary()
    is_name = words.label(bare) is not None or words.section(bare) is not None
    is_box = MARK.search(bare) is not None or any(one.search(bare) for _, one in words.same_as.values())
    return is_name or is_box or is_nothing(bare) or any(note.fullmatch(bare) for note in (_NO_ANSWER, HINT))


def _likely(
    page: Page, section: str, block: Block, assigned: Sequence[Assigned], application: Mapping[str, Any]
) -> list[str]:
    """The paths of fields that are empty and that the text fits, the likeliest first; none asked for elsewhere."""
    if section == "contact_persons":
        return [] if application[section] or not _is_named(page, block) else [section]
    party = application.get(section) or {}
    if "same_as" in party or section == "items":
        return []
    within = _BEHIND_COLON.fullmatch(block.text)
    text = within[1] if within else block.text
    asked = {entry.field.name: entry for entry in assigned if entry.section == section}
    empty = {name: reader for name, reader in _readers(section).items() if party.get(name) is None}
    is_beside = {name: name in asked and _is_next_to(asked[name], block) for name in empty}
    fits = {name: fit(reader, text) for name, reader in empty.items() if is_beside[name] or name not in asked}
    sure = [name for name, value in fits.items() if value >= FITS and empty[name] != "kana"]
    loose = [name for name, value in fits.items() if value > DOES_NOT_FIT and empty[name] in _LOOSE]
    if _DIGITS.search(text) or not _is_named(page, block):
        loose = []
    likely = sorted(dict.fromkeys([*sure, *loose]), key=lambda name: (name not in sure, not is_beside[name]))
    return [f"{section}.{name}" for name in likely]


def _readers(section: str) -> dict[str, str]:
    """The readers of a section's fields by their names in the record; of an address its street stands for all."""
    fields = vocabulary().fields[section].values()
    return {"street" if field.reader == "address" else field.name: field.reader for field in fields}


def _is_named(page: Page, block: Block) -> bool:
    """Whether what may be a label that is not known stands before it, in its cell or left of it."""
    left = page.grid.at(block.row, block.col - 1)
    return _BEHIND_COLON.fullmatch(block.text) is not None or (left is not None and not left.is_empty)


def _is_next_to(entry: Assigned, block: Block) -> bool:
    label = entry.label.block
    is_right = label.row <= block.row <= label.row2 and block.col > label.col2
    return is_right or (label.row2 < block.row <= label.row2 + 2 and label.col <= block.col <= label.col2)
