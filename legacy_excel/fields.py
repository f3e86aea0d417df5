"""Reads the value of one field from its cells: joins what was split over cells, and hands it to the normaliser."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Final

from legacy_excel.choices import chosen, consent
from legacy_excel.definitions import vocabulary
from legacy_excel.found import Found
from legacy_excel.layout.runs import Run
from legacy_excel.spread import with_characters_joined
from legacy_excel.values import codes, dates, mail, numbers, phone, text
from legacy_excel.values.address import building_text
from legacy_excel.values.outcome import Outcome
from legacy_excel.workbook.grid import Block, ExcelError
from legacy_excel.workbook.grid import block as make_block

HINT: Final = re.compile(
    r"[※＊*←→↑↓⇐⇒◀◁].*|[(（](?!株|有|代|一社|一財|学|医|福|合|資|同|名|相|独|社|財)[^)）]*[)）]|[(（【\[]?(?:記入|入力)?例[)）】\]:：].*"
    r"|(?:全角|半角)[^\d@]{0,12}|[^\d@]*(?:ください|下さい|願います)。?",
    re.DOTALL,
)
EXAMPLE: Final = re.compile(r"[(（【\[]?(?:記入|入力)?例[)）】\]:：]")
HONORIFIC_CELLS: Final = frozenset({"様", "殿", "御中", "印", "㊞"})
SEALS: Final = frozenset({"印", "㊞", "(印)", "（印）", "社印", "代表者印"})
UNIT_ONLY: Final = numbers.UNITS_ALONE
EXTENSION_LABEL: Final = re.compile(r"[(（]?\s*(内線|ext)", re.IGNORECASE)


def read_value(reader: str, run: Run, *, concept: str = "", date1904: bool = False) -> Found:
    """The value in the run's cells by the reader that the vocabulary names; an Excel error is `invalid_value`."""
    held = run.filled()
    filled = [block for block in held if not _is_hint(block, run)]
    if reader == "remarks" and not filled:
        # 請求書は別送してください reads like a hint, and is what people ask for.
        filled = [block for block in held if not block.text.strip().startswith(("※", "＊", "*", "(", "（"))]
    place = filled[0] if filled else run.home
    error = next((b for b in run.blocks if isinstance(b.value, ExcelError)), None)
    if error is not None:
        return Found(error.text, error, Outcome(None, (), "invalid_value"))
    if reader == "choice":
        return chosen(run, place, vocabulary().choices[concept])
    if reader == "consent":
        return consent(run, place)
    if not filled:
        return Found("", place, Outcome())
    if text.is_ditto("".join(block.text for block in filled)):
        return Found(filled[0].text, place, Outcome(None, ("ditto",)))
    if reader in ("date", "end_date"):
        return _date(reader, filled, date1904=date1904)
    filled = with_characters_joined(filled, reader)
    raw, outcome = _READERS[reader](filled)
    place = next((block for block in filled if block.text.strip() in raw), place)
    if isinstance(filled[0].value, date) and outcome.code is None:
        # Excel made a date of what was typed, and the text as typed is lost.
        outcome = Outcome(outcome.value, outcome.steps, "uncertain")
    return Found(raw, place, outcome)


def read_text(reader: str, written: str, block: Block, *, concept: str = "", date1904: bool = False) -> Found:
    """The value that stands behind a colon in its label's own cell."""
    alone = make_block(block.row, block.col, block.row2, block.col2, written)
    return read_value(reader, Run((alone,), alone), concept=concept, date1904=date1904)


def _is_hint(block: Block, run: Run) -> bool:
    """Whether it is a note such as （半角） or ※… behind the value cell, or an example preprinted in it."""
    bare = block.text.strip()
    return _is_example(bare) if block is run.home else _reads_like_hint(bare)


@lru_cache(maxsize=4096)
def _reads_like_hint(bare: str) -> bool:
    return bare in SEALS or HINT.fullmatch(bare) is not None


def _is_example(bare: str) -> bool:
    return EXAMPLE.match(bare) is not None


def _first(filled: list[Block]) -> str:
    return filled[0].text


def _joined(filled: list[Block], glue: str = "") -> str:
    return glue.join(block.text for block in filled)


def _name(filled: list[Block], normalise: Callable[[str], Outcome]) -> tuple[str, Outcome]:
    """A name in one cell, or with its parts in cells of their own (姓 / 名)."""
    words = vocabulary()
    parts = [
        block
        for block in filled
        if not words.has_word("family_name", block.text)
        and not words.has_word("given_name", block.text)
        and block.text.strip() not in HONORIFIC_CELLS
    ]
    if not parts:
        return "", Outcome()
    if len(parts) == 1 or any(character.isspace() for character in parts[0].text.strip()):
        return parts[0].text, normalise(parts[0].text)
    raw = _joined(parts[:2], "\u3000")
    outcome = normalise(raw).after("cells-joined")
    # Without 姓 and 名 beside them, two cells may be a name in its parts, or a name and a note.
    has_part_labels = len(parts) < len(filled)
    return raw, outcome if has_part_labels else Outcome(outcome.value, outcome.steps, "uncertain")


def _phone(filled: list[Block]) -> tuple[str, Outcome]:
    cells = []
    for block in filled:
        if EXTENSION_LABEL.match(block.text):
            break
        cells.append(block)
    if not cells:
        return "", Outcome()
    alone = phone.phone(cells[0].text)
    if len(cells) == 1 or (alone.value is not None and len(re.sub(r"\D", "", cells[0].text)) > 5):
        return cells[0].text, alone
    digits = [block.text.strip() for block in cells if re.search(r"\d", block.text)]
    raw = _joined(cells)
    if not digits:
        return raw, Outcome()
    outcome = phone.phone_of_cells(digits) if len(digits) <= 4 else phone.phone("".join(digits))
    return raw, outcome.after("cells-joined")


def _split_digits(filled: list[Block], normalise: Callable[[str], Outcome]) -> tuple[str, Outcome]:
    """A code in one cell, or one character (or group) per cell."""
    filled = [block for block in filled if re.search(r"\w", block.text)] or filled  # not the preprinted 〒 and hyphen
    alone = normalise(_first(filled))
    if len(filled) == 1 or (alone.value is not None and alone.code is None and len(_first(filled).strip()) > 4):
        return _first(filled), alone
    raw = _joined(filled)
    return raw, normalise(raw).after("cells-joined")


def _postal_code(filled: list[Block]) -> tuple[str, Outcome]:
    is_number = len(filled) == 1 and isinstance(filled[0].value, int | float)
    return _split_digits(filled, lambda raw: codes.postal_code(raw, is_number=is_number))


def _license_id(filled: list[Block]) -> tuple[str, Outcome]:
    is_number = len(filled) == 1 and isinstance(filled[0].value, int | float)
    return _split_digits(filled, lambda raw: codes.license_id(raw, is_number=is_number))


def _counted(filled: list[Block], normalise: Callable[[str], Outcome]) -> tuple[str, Outcome]:
    """A number whose unit may stand in a cell of its own, printed on empty lines too."""
    if all(UNIT_ONLY.fullmatch(text.squeezed(block.text)) for block in filled):
        return "", Outcome()
    raw, outcome = _joined(filled[:2]), normalise(_joined(filled[:2]))
    has_other_number = any(re.search(r"\d", block.text) for block in filled[1:])
    # Two numbers side by side may be two things: how many, and for how many years.
    return raw, outcome if outcome.code or not has_other_number else Outcome(outcome.value, outcome.steps, "uncertain")


def _email(filled: list[Block]) -> tuple[str, Outcome]:
    raw = _joined(filled) if any(text.half_width(b.text).strip() == "@" for b in filled) else _first(filled)
    return raw, mail.email(raw)


def _building(filled: list[Block]) -> tuple[str, Outcome]:
    raw = _joined(filled, " ")
    if text.is_nothing(raw):
        return raw, Outcome()
    value = building_text(raw)
    return raw, Outcome(value, ("address-letters",) if value != raw else ())


def _lines(filled: list[Block], normalise: Callable[[str], Outcome]) -> tuple[str, Outcome]:
    raw = filled[0].text
    for left, right in pairwise(filled):
        raw += ("\n" if right.row > left.row else "\u3000") + right.text
    return raw, normalise(raw)


def _simple(normalise: Callable[[str], Outcome]) -> Callable[[list[Block]], tuple[str, Outcome]]:
    """The first cell; when the cell right beside it is filled too, the value may go on there: a doubt."""

    def read(filled: list[Block]) -> tuple[str, Outcome]:
        outcome = normalise(_first(filled))
        goes_on = len(filled) > 1 and filled[1].col == filled[0].col2 + 1 and filled[1].row == filled[0].row
        if goes_on and filled[1].text.strip() not in HONORIFIC_CELLS and outcome.code is None:
            outcome = Outcome(outcome.value, outcome.steps, "uncertain")
        return _first(filled), outcome

    return read


def _date(reader: str, filled: list[Block], *, date1904: bool) -> Found:
    normalise = dates.applied_on if reader == "date" else dates.end_on
    own = next((b for b in filled if isinstance(b.value, date | datetime)), None)
    raw = own.text if own else _joined(filled)
    lone = own or (filled[0] if len(filled) == 1 else None)
    outcome = normalise(lone.value if lone else raw, date1904=date1904)
    digits = next((b for b in filled if re.search(r"\d", b.text)), filled[0])
    return Found(raw, own or digits, outcome.after("cells-joined") if len(filled) > 1 else outcome)


_READERS: Final[Mapping[str, Callable[[list[Block]], tuple[str, Outcome]]]] = {
    "plain": _simple(text.plain),
    "company": _simple(text.company),
    "person": lambda filled: _name(filled, text.person),
    "kana": lambda filled: _name(filled, text.kana),
    "phone": _phone,
    "email": _email,
    "postal_code": _postal_code,
    "address": lambda filled: _lines(filled, text.remarks),
    "building": _building,
    "order_number": _simple(codes.order_number),
    "reseller_reference": lambda filled: _split_digits(filled, codes.reseller_reference),
    "corporate_number": lambda filled: _split_digits(filled, codes.corporate_number),
    "license_id": _license_id,
    "code": _simple(codes.hyphened_code),
    "quantity": lambda filled: _counted(filled, numbers.quantity),
    "term_years": lambda filled: _counted(filled, numbers.term_years),
    "remarks": lambda filled: _lines(filled, text.remarks),
}
