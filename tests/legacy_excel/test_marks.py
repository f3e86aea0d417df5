"""Check boxes written as text say which option is chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy_excel.values.marks import is_ticked, options_in

pytestmark = pytest.mark.rule("XLS-1")

OPTIONS = {
    "corporate": ("一般", "一般企業"),
    "government": ("官公庁", "官公庁・自治体"),
    "academic": ("教育", "教育機関"),
}
NAMES = {"corporate": "一般企業", "government": "官公庁・自治体", "academic": "教育機関"}


@given(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(
        [
            ("☑", "□"),
            ("☒", "☐"),
            ("■", "□"),
            ("✓", "□"),
            ("✔", "☐"),
            ("レ", "□"),
            ("●", "○"),
            ("[✓]", "[ ]"),
            ("（○）", "（\u3000）"),
        ]
    ),
    st.sampled_from([" ", "\u3000\u3000", "\n"]),
    st.booleans(),
)
def test_the_ticked_option_is_found(chosen: str, marks: tuple[str, str], space: str, after: bool) -> None:
    words = []
    for value, name in NAMES.items():
        mark = marks[0] if value == chosen else marks[1]
        words.append(f"{name} {mark}" if after else f"{mark} {name}")

    assert options_in(space.join(words), OPTIONS).ticked == {chosen}


@pytest.mark.parametrize(
    "text", ["□ 一般 □ 官公庁 □ 教育", "○ 一般 ○ 官公庁 ○ 教育", "一般・官公庁・教育", "( ) 一般 ( ) 官公庁"]
)
def test_nothing_is_ticked_on_a_blank_form(text: str) -> None:
    assert options_in(text, OPTIONS).ticked == frozenset()


def test_two_ticks_are_two() -> None:
    assert options_in("レ 一般  レ 官公庁  □ 教育", OPTIONS).ticked == {"corporate", "government"}


@pytest.mark.parametrize(
    "text",
    ["レイジ商事", "凡例", "エンドユーザー様の同意を得ています", "□ 同意します", "（チェックした場合、以下は不要）"],
)
def test_words_and_empty_boxes_are_no_ticks(text: str) -> None:
    assert not is_ticked(text)
