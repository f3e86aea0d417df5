"""What became of a sheet, as the sheet itself: its rows with result, number and what to mend beside them."""

from __future__ import annotations

from collections.abc import Iterator

from tbc.applications import numbers
from tbc.bulk_filing import words
from tbc.bulk_filing.columns import NUMBER, RESULT, TO_MEND, is_of_a_result
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.queries import Result, list_results
from tbc.bulk_filing.sentences import sentence_of, supplements_of, title_of

# What is to be mended and uploaded again; the others are filed, drafted, or there already.
TO_UPLOAD_AGAIN = frozenset({"faulty", "left", "waiting"})


def header(filing: BulkFiling) -> list[str]:
    """The sheet's own headings, and those of the columns that are added."""
    return [str(RESULT), str(NUMBER), str(TO_MEND), *(filing.titles[place] for place in _places(filing))]


def rows(filing: BulkFiling, *, only_to_mend: bool = False) -> Iterator[list[str]]:
    """The sheet's rows in their order; `only_to_mend` gives those that can be mended and uploaded again.

    Several rows of one application all say what became of it.
    """
    found, places = list_results(filing.id), _places(filing)
    names = supplements_of(finding for one in found.values() for finding in one.problems)
    for number, position, cells in filing.sheet:
        one = found[position]
        if only_to_mend and (one.outcome not in TO_UPLOAD_AGAIN or (filing.state == "checked" and _is_right(one))):
            continue
        own = [cells[place] if place < len(cells) else "" for place in places]
        yield [_result(filing, one), _number(one), "\n".join(_to_mend(one, number, names)), *own]


def _places(filing: BulkFiling) -> list[int]:
    """A result that was uploaded again has our columns already: these are not carried along."""
    return [place for place, title in enumerate(filing.titles) if not is_of_a_result(title)]


def _is_right(one: Result) -> bool:
    return bool(one.outcome == "waiting")


def _result(filing: BulkFiling, one: Result) -> str:
    named = words.FORESEEN if filing.state == "checked" else words.OUTCOMES
    return str(named[one.outcome])


def _number(one: Result) -> str:
    return " ".join(numbers.groups(one.number)) if one.number else ""


def _to_mend(one: Result, number: int, names: dict[str, str]) -> Iterator[str]:
    """The sentences of this very row; the first row of an application has those of the whole of it."""
    if one.reason and number == one.row:
        yield words.why_left(one.reason)
    for finding in one.problems:
        if finding["row"] == number:
            yield f"{title_of(finding)}: {sentence_of(finding, names)}"
