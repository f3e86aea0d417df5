"""`python -m legacy_excel fill` writes a printed record into the blank form of its kind."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from legacy_excel import read
from legacy_excel.__main__ import main
from tests.legacy_excel.oracles import FOLDER, records_of

SAMPLE = FOLDER / "filled" / "b3-02.xlsx"


def test_what_read_prints_is_filled_in_and_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(SAMPLE)]) == 0
    printed, target = tmp_path / "record.json", tmp_path / "out.xlsx"
    printed.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["fill", str(printed), "-o", str(target)]) == 0
    assert capsys.readouterr().err == ""
    [record] = read(target)
    assert (record.form, record.application) == ("B-3", records_of(SAMPLE)[0]["application"])


def test_another_form_says_what_it_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = json.dumps(records_of(SAMPLE)[0], ensure_ascii=False).encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given)))

    assert main(["fill", "-", "--form", "A-1", "-o", str(tmp_path / "out.xlsx")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "kind\tno_field\trenewal"
    assert "items[0].license_id\tno_field\t1489709137" in told


@pytest.mark.parametrize(
    ("text", "form", "code"),
    [
        ("{", "A-1", "invalid_record"),
        ("[]", "A-1", "invalid_record"),
        ("{}", "Z-9", "unknown_form"),
        ("{}", None, "unknown_form"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_with_its_code(
    text: str, form: str | None, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "record.json", tmp_path / "out.xlsx"
    source.write_text(text, encoding="utf-8")

    assert main(["fill", str(source), *(["--form", form] if form else []), "-o", str(target)]) == 1
    assert capsys.readouterr().err.strip() == code
    assert not target.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fill", str(tmp_path / "none.json"), "--form", "A-1", "-o", str(tmp_path / "out.xlsx")]) == 1
    assert capsys.readouterr().err.strip() == "invalid_record"
