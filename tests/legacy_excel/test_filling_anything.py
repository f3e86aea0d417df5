"""Whatever is given to be filled in, there is a workbook that says what it does not hold, or a refusal by its code."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel.filling import RecordRefused, codes, fill
from legacy_excel.filling.holding import leaves
from legacy_excel.filling.places import places_of
from tests.legacy_excel.records import patient

ODD = st.sampled_from(("9" * 400, "0001-01-01", "=1+1", "\x00", "\ud800", "あ" * 40_000))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | ODD
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@st.composite
def _records(draw: st.DrawFn, code: str) -> Any:
    """Something in the shape of a record, with anything in its fields and now and then in its sections."""
    places = places_of(code)
    record: dict[str, Any] = {name: draw(ANYTHING) for name in places.fields["head"]}
    for section, fields in places.fields.items():
        record[section] = draw(ANYTHING) if draw(st.integers(0, 40)) == 0 else {name: draw(SCALARS) for name in fields}
    for name, table in places.tables.items():
        line = st.fixed_dictionaries(dict.fromkeys(table.fields, SCALARS))
        record[name] = draw(st.lists(line, max_size=12))
    return record


@patient
@given(st.sampled_from(codes()).flatmap(lambda code: st.tuples(st.just(code), _records(code) | ANYTHING)))
def test_anything_is_filled_in_or_refused(given_one: tuple[str, Any]) -> None:
    code, record = given_one
    with suppress(RecordRefused):
        filled = fill(record, code)
        assert openpyxl.load_workbook(BytesIO(filled.content)).sheetnames
        assert {entry.path for entry in filled.unplaced} <= set(leaves(record))
