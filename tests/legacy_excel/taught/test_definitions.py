"""A taught definition as TOML: it comes back as it was, and what is wrong with it is said in sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacy_excel.__main__ import main
from legacy_excel.taught import Faulty, TaughtForm, dump, load
from legacy_excel.taught.areas import Area, cells, columns, rows
from legacy_excel.taught.building import Lesson, build
from tests.legacy_excel.taught.dealer_sheet import TYPED, written
from tests.legacy_excel.taught.teaching import grid_of, taught


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> TaughtForm:
    return taught(tmp_path_factory.mktemp("taught"))


def codes(text: str | bytes) -> set[str]:
    """What is wrong with a TOML text."""
    with pytest.raises(Faulty) as refused:
        load(text)
    assert all(fault.sentence("ja") and fault.sentence("en") for fault in refused.value.faults)
    return {fault.code for fault in refused.value.faults}


@pytest.mark.rule("XLS-2")
def test_a_definition_comes_back_as_it_was_written(form: TaughtForm) -> None:
    assert load(dump(form)) == form
    assert load(dump(form).replace("\n", "\r\n").encode("utf-8-sig")) == form


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60), st.text(max_size=40))
def test_whatever_words_are_in_it(name: str, label: str) -> None:
    if not name.strip() or not name.strip().isprintable() or not label or "\ud800" <= max(label) <= "\udfff":
        return
    labels = {f"A{row}": f"{label}{row}"[-80:] for row in range(1, 6)}
    plain = {
        "format": 1, "name": name, "form": "A-1", "sheet": label, "title": "A1", "labels": labels,
        "fields": {"end_user": {"phone": {"cells": "B2", "label": "A2"}, "email": {"cells": "B3", "label": "A3"}},
                   "head": {"applied_on": {"cells": "B4", "label": "A4"}}},
    }  # fmt: skip
    from legacy_excel.taught.checking import from_plain

    made = from_plain(plain)
    assert load(dump(made)) == made


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(
    ("find", "put", "code"),
    [
        ("format = 1", "format = 2", "wrong_format"),
        ('form = "A-1"', 'form = "Z-9"', "unknown_form"),
        ("[fields.end_user]", "[fields.__class__]", "unknown_field"),
        ('company_name = { cells = "D6:J6"', 'company_name = { cells = "D6:J6000000"', "bad_cells"),
        ('cells = "D6:J6", label = "B6"', 'cells = "D6:J6", label = "Z99"', "unknown_label"),
        ('cells = "D6:J6", label = "B6"', 'cells = "D6:J6", run = "import os"', "unknown_key"),
        ("[labels]", "[lambels]", "unknown_key"),
        ('B3 = "HK-01 起票"', 'B3 = ["HK-01"]', "wrong_shape"),
        ('rows = "24:28"', 'rows = "28:24"', "bad_rows"),
        ('quantity = { cells = "G"', 'quantity = { cells = "ZZZZ"', "bad_columns"),
        ('"contract_class=academic"', '"contract_class=alien"', "unknown_field"),
    ],
)
def test_what_is_wrong_with_it_is_said(form: TaughtForm, find: str, put: str, code: str) -> None:
    text = dump(form)
    assert find in text
    assert code in codes(text.replace(find, put))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\xff\xfe\x00", "not_toml"),
        ("name = ", "not_toml"),
        ("x = " + "[" * 5000, "not_toml"),
        ("# " + "x" * 200_000, "too_large"),
        ("", "wrong_format"),
        ("\ud800", "not_toml"),
        ('format = 1\nname = "x"\nform = "A-1"\nlabels = 5\nfields = [1]', "wrong_shape"),
        ('format = 1\nname = "x"\nform = "A-1"\n', "few_labels"),
        ('format = 1\nname = "\\u0000"\nform = "A-1"\n', "bad_name"),
    ],
)
def test_hostile_texts_are_refused(text: str | bytes, code: str) -> None:
    assert code in codes(text)


def test_addresses_are_read_as_people_type_them() -> None:
    assert cells(" c12 ") == cells("Ｃ１２") == cells("$C$12") == (Area(11, 2, 11, 2),)
    assert cells("K17:R17") == cells("K17～R17") == (Area(16, 10, 16, 17),)
    assert cells("C20+E20") == cells("C20、E20") == (Area(19, 2, 19, 2), Area(19, 4, 19, 4))
    assert columns("B") == columns("b21") == (1, 1)
    assert columns("B:D") == (1, 3)
    assert rows("5:14") == rows("5-14") == rows("A5:H14") == (4, 13)


@pytest.mark.parametrize(
    "typed", ["", "C", "12", "C12:", "R17:K17", "C0", "A1:ZZ2000", "C12;DROP", "+".join(["A1"] * 99)]
)
def test_other_things_are_no_cells(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        cells(typed)


@pytest.mark.rule("XLS-2")
@pytest.mark.parametrize(
    ("slot", "typed", "code", "at"),
    [
        ("end_user.phone", "電話の右", "bad_cells", "end_user.phone"),
        ("end_user.phone", "D10", "same_cell", "end_user.phone"),
        ("end_user.phone", "D15", "outside_section", "end_user.phone"),
        ("end_user.quantity", "D10", "unknown_field", "end_user.quantity"),
        ("items.rows", "", "no_table_rows", "items.rows"),
        ("items.term_years", "G", "overlapping_columns", "items.term_years"),
        ("sections.end_user", "５行目", "bad_rows", "sections.end_user"),
    ],
)
def test_what_was_typed_wrong_is_said_at_its_field(tmp_path: Path, slot: str, typed: str, code: str, at: str) -> None:
    lesson = Lesson("x", "A-1", "票", {**TYPED, slot: typed})
    _, faults = build(lesson, grid_of(written(tmp_path / "one.xlsx")))
    assert (code, at) in {(fault.code, fault.at) for fault in faults}
    assert all(fault.sentence("ja") for fault in faults)


@pytest.mark.rule("XLS-7")
def test_the_command_reads_by_taught_forms_and_checks_them(
    form: TaughtForm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(dump(form), encoding="utf-8")
    bad.write_text(dump(replace(form, form="Z-9")), encoding="utf-8")
    file = str(written(tmp_path / "one.xlsx"))
    assert main(["read", "--taught", str(good), file]) == 0
    assert '"taught": "北斗例示商事 御手配票"' in capsys.readouterr().out
    assert main(["forms", str(good)]) == 0
    assert "A-1\ttaught\t北斗例示商事 御手配票" in capsys.readouterr().out
    assert main(["forms", str(bad), str(tmp_path / "none.toml")]) == 1
    assert "There is no base form Z-9." in capsys.readouterr().err
    assert main(["read", "--taught", str(bad), file]) == 1
