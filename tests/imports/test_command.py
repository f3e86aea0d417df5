"""`tbc import-excel`: folders and files, each content once, faulty ones named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tbc.imports.models import Workbook
from tbc.kit import db
from tests.imports.database import bound_to
from tests.imports.given import SAMPLES
from tests.worker import PROJECT, environment


def import_excel(url: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    variables = environment(url.replace("postgresql+psycopg:", "postgresql:"), "smtp://127.0.0.1:1")
    return subprocess.run(
        [sys.executable, "-m", "tbc", "import-excel", *map(str, paths)],
        env=os.environ | variables,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.rule("XLS-7")
def test_a_folder_is_taken_in_once_and_a_second_run_goes_on(fresh_database: str, tmp_path: Path) -> None:
    folder = tmp_path / "受信" / "七月"
    folder.mkdir(parents=True)
    for name in ("b1-01.xlsx", "multi-01.xlsx", "user-01.xlsx"):
        shutil.copy(SAMPLES / "filled" / name, folder / name)
    (folder / "~$b1-01.xlsx").write_bytes(b"a lock of Excel's")
    (folder / "note.txt").write_text("no workbook", encoding="utf-8")
    first = import_excel(fresh_database, tmp_path)
    assert first.returncode in {0, 1}, first.stderr
    assert "3  in all" in first.stdout
    shutil.copy(SAMPLES / "bad" / "bad-encrypted.xlsx", folder / "鍵.xlsx")
    second = import_excel(fresh_database, tmp_path, folder / "b1-01.xlsx")
    assert second.returncode == 1
    assert "3  there already" in second.stdout
    assert "1  could not be read" in second.stdout
    assert "鍵.xlsx: could not be read" in second.stderr
    assert "Traceback" not in second.stderr
    with bound_to(fresh_database):
        rows = db.session.query(Workbook.file_name, Workbook.state, Workbook.uploader_name).order_by(Workbook.id).all()
    assert [row[:2] for row in rows] == [
        ("b1-01.xlsx", "read"),
        ("multi-01.xlsx", "read"),
        ("user-01.xlsx", "to-register"),
        ("鍵.xlsx", "failed"),
    ]
    assert {row[2] for row in rows} == {"tbc import-excel"}
