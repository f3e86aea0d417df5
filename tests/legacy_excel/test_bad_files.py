"""A bad file gets its code and cell, quickly and within its memory, and never a stack trace."""

from __future__ import annotations

import json
import resource
import time
import zipfile
from pathlib import Path

import pytest

from legacy_excel import read, read_safely
from legacy_excel.problems import WorkbookRefused, codes, sentence
from legacy_excel.reading import read_workbook
from tests.legacy_excel.oracles import FOLDER, oracle, workbooks

BAD = workbooks("bad")
REFUSED_FILES = ["bomb", "corrupt", "encrypted", "entity", "text"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_sample_gives_its_codes(path: Path) -> None:
    want = oracle(path)
    [record] = read(path)
    found = {problem.code for problem in record.problems}
    accepted = [set(codes) for codes in want.get("accept_codes", [])]

    assert found in accepted or {problem["code"] for problem in want["problems"]} <= found
    if not accepted:
        assert record.application == want["application"]
        assert (record.form, record.version) == (want["form"], want["version"])
    text = json.dumps(record.to_json(provenance=True), ensure_ascii=False)
    assert not any(forbidden in text for forbidden in want.get("must_not_contain", []))


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_problem_names_the_field_and_the_cell_that_the_oracle_names(path: Path) -> None:
    [record] = read(path)
    found = {problem.code: problem for problem in record.problems}

    for want in oracle(path)["problems"]:
        assert found[want["code"]].field == want["field"]
        assert found[want["code"]].cell == want["cell"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_no_bad_sample_raises_anything_but_a_refusal(path: Path) -> None:
    name = path.stem.removeprefix("bad-")
    if name not in REFUSED_FILES:
        assert read_workbook(path)
    else:
        with pytest.raises(WorkbookRefused):
            read_workbook(path)


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_dangerous_file_is_refused_within_two_seconds(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    [record] = read_safely(FOLDER / "bad" / f"bad-{name}.xlsx")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    # The processor's seconds, which other work on the machine does not lengthen.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
    assert record.application is None
    assert record.problems


@pytest.mark.rule("XLS-6")
def test_a_bomb_is_refused_by_its_directory_without_unpacking_it() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [record] = read(FOLDER / "bad" / "bad-bomb.xlsx")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert [problem.code for problem in record.problems] == ["too_large"]
    assert after - before < 20_000, "kilobytes"


@pytest.mark.rule("XLS-6")
def test_a_sheet_of_giant_dimension_is_read_as_fast_as_any_other() -> None:
    begin = time.process_time()
    [record] = read(FOLDER / "bad" / "bad-huge-range.xlsx")

    assert time.process_time() - begin < 1
    assert record.application is not None


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    "contents", [b"", b"PK\x03\x04", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"a,b\n1,2"]
)
def test_what_is_no_workbook_is_unreadable(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(contents)

    assert [problem.code for problem in read(path)[0].problems] == ["unreadable_file"]


@pytest.mark.rule("XLS-6")
def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path / "none.xlsx")[0].problems] == ["unreadable_file"]


@pytest.mark.rule("XLS-6")
def test_a_file_above_fifty_megabytes_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with path.open("wb") as target:
        target.write(b"PK\x03\x04")
        target.truncate(51 * 1024 * 1024)

    assert [problem.code for problem in read(path)[0].problems] == ["too_large"]


@pytest.mark.rule("XLS-6")
def test_two_parts_of_one_name_are_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes((FOLDER / "filled" / "a2-04.xlsx").read_bytes())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert [problem.code for problem in read(path)[0].problems] == ["unreadable_file"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_problem_has_a_sentence_in_both_languages(language: str) -> None:
    from legacy_excel.problems import problem

    sentences = [sentence(problem(code), language) for code in codes()]

    assert all(text.endswith("。" if language == "ja" else ".") for text in sentences)
    assert len(set(sentences)) == len(sentences)
