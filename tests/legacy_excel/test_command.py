"""`python -m legacy_excel` prints one JSON object per record and line, and reads on after a bad file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from legacy_excel.__main__ import main
from legacy_excel.definitions import faults, forms
from tests.legacy_excel.oracles import FOLDER, records_of

GOOD = FOLDER / "filled" / "a2-04.xlsx"
SEVERAL = FOLDER / "filled" / "multi-01.xlsx"
CORRUPT = FOLDER / "bad" / "bad-corrupt.xlsx"
WARNED = FOLDER / "bad" / "bad-free-mail.xlsx"


def _printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.rule("XLS-7")
def test_each_record_is_a_line_with_file_sheet_form_version_application_problems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", str(GOOD), str(SEVERAL)]) == 0

    lines = _printed(capsys)
    assert [set(line) for line in lines] == [{"file", "sheet", "form", "version", "application", "problems"}] * 4
    assert [line["file"] for line in lines] == [str(GOOD)] + [str(SEVERAL)] * 3
    assert [line["application"] for line in lines[1:]] == [record["application"] for record in records_of(SEVERAL)]


@pytest.mark.rule("XLS-7")
def test_a_bad_file_makes_the_exit_code_one_and_the_next_file_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(CORRUPT), str(GOOD)]) == 1

    bad, good = _printed(capsys)
    assert bad["problems"] == [{"code": "unreadable_file", "field": None, "cell": None}]
    assert good["application"] is not None


@pytest.mark.rule("XLS-7")
def test_a_warning_leaves_the_exit_code_at_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(WARNED)]) == 0
    assert [problem["code"] for problem in _printed(capsys)[0]["problems"]] == ["free_mail"]


@pytest.mark.rule("XLS-4")
def test_provenance_adds_sheet_cell_raw_text_and_steps(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", "--provenance", str(GOOD)])

    provenance = _printed(capsys)[0]["provenance"]
    assert provenance["support_contact.phone"] == {
        "sheet": "申請書",
        "cell": "C24",
        "raw": "（048）555－8382",
        "steps": ["hyphens-placed"],
    }


@pytest.mark.rule("XLS-2")
def test_forms_lists_the_seven_forms_and_finds_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms"]) == 0

    codes = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == ["A-1", "A-2", "B-1", "B-2", "B-2HW", "B-3", "USER"] == sorted(form.code for form in forms())
    assert faults() == []


@pytest.mark.rule("XLS-7")
def test_it_runs_as_a_module_on_a_console_that_is_not_utf_8(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "legacy_excel", "read", str(GOOD)]
    surroundings = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(command, capture_output=True, check=True, env=surroundings, cwd=tmp_path)

    assert json.loads(ran.stdout.decode("utf-8"))["application"]["end_user"]["corporate_name"] == "㈱見本システム"
    assert ran.stderr == b""


@pytest.mark.rule("XLS-6")
def test_nothing_but_the_code_is_said_of_a_damaged_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "file.xls"
    raw = (FOLDER / "filled" / "a1-06.xls").read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + bytes(len(raw) - len(raw) // 2))

    assert main(["read", str(path)]) == 1
    said = capfd.readouterr()
    assert [p["code"] for p in json.loads(said.out)["problems"]] == ["unreadable_file"]
    assert said.err == ""
