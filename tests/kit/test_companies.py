"""Names of companies as keys: one company however it is written."""

from __future__ import annotations

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.kit.text.companies import are_same_company, company_key, company_name

pytestmark = pytest.mark.rule("PRT-4")
LETTERS = st.text("髙﨑𠮷田見本商事ダミーさんぷるABCxyz0123", min_size=1, max_size=20)
FORMS = st.sampled_from([("株式会社", "㈱", "(株)", "（株）"), ("有限会社", "㈲", "(有)", "（有）")])


@given(LETTERS, FORMS, st.data())
def test_the_form_may_stand_anywhere_and_be_short(core: str, forms: tuple[str, ...], data: st.DataObject) -> None:
    form, other = data.draw(st.sampled_from(forms)), data.draw(st.sampled_from(forms))
    spaced = " ".join(core) if data.draw(st.booleans()) else core
    assert company_key(f"{form} {spaced}") == company_key(core + other)
    assert are_same_company(core, spaced + form)


@given(LETTERS)
def test_width_case_and_kana_make_no_difference(core: str) -> None:
    wide = jaconv.h2z(core, kana=True, ascii=True, digit=True)
    narrow = jaconv.z2h(jaconv.hira2kata(core), kana=True, ascii=True, digit=True)
    assert company_key(wide) == company_key(narrow) == company_key(core.upper()) == company_key(jaconv.kata2hira(core))


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    name = company_name(text)
    assert " " not in name.core
    assert name.key in name.keys


@given(st.text(max_size=20), st.text(max_size=20))
def test_being_the_same_is_mutual(one: str, other: str) -> None:
    assert are_same_company(one, other) == are_same_company(other, one)
    assert are_same_company(one, one) == bool(company_name(one).core)


def test_old_letters_are_the_common_ones() -> None:
    assert company_key("髙﨑國際商會") == company_key("高崎国際商会")
    assert company_key("濵邊齋藤") == company_key("浜辺斎藤")


def test_other_forms_are_other_companies() -> None:
    assert not are_same_company("株式会社見本", "有限会社見本")
    assert are_same_company("見本", "有限会社見本")
    assert not are_same_company("", "")
