"""`tbc import-excel`: folders and files, each content once, faulty ones named; broken off, it goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from tbc.imports.models import Batch, BatchFile, Workbook
from tbc.imports.service import batches
from tbc.kit import db
from tbc.policy import Actor
from tests.imports.archives import variant
from tests.imports.database import bound_to
from tests.imports.given import SAMPLES
from tests.products import the_catalogue
from tests.worker import PROJECT, environment


@pytest.fixture
def database(fresh_database: str) -> str:
    """A database with the catalogue."""
    with bound_to(fresh_database):
        the_catalogue()
    return fresh_database


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "tbc", "import-excel", *map(str, words)]


def surroundings(url: str) -> dict[str, str]:
    return os.environ | environment(url.replace("postgresql+psycopg:", "postgresql:"), "smtp://127.0.0.1:1")


def import_excel(url: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        env=surroundings(url),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.rule("XLS-7")
def test_a_folder_is_taken_in_once_and_a_second_run_goes_on(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "受信" / "七月"
    folder.mkdir(parents=True)
    for name in ("b1-01.xlsx", "multi-01.xlsx", "user-01.xlsx"):
        shutil.copy(SAMPLES / "filled" / name, folder / name)
    (folder / "~$b1-01.xlsx").write_bytes(b"a lock of Excel's")
    (folder / "note.txt").write_text("no workbook", encoding="utf-8")
    first = import_excel(database, tmp_path)
    assert first.returncode in {0, 1}, first.stderr
    assert "3  in all" in first.stdout
    shutil.copy(SAMPLES / "bad" / "bad-encrypted.xlsx", folder / "鍵.xlsx")
    second = import_excel(database, tmp_path, folder / "b1-01.xlsx")
    assert second.returncode == 1
    assert "3  there already" in second.stdout
    assert "1  could not be read" in second.stdout
    assert "鍵.xlsx: could not be read" in second.stderr
    assert "Traceback" not in second.stderr
    with bound_to(database):
        rows = db.session.query(Workbook.file_name, Workbook.state, Workbook.uploader_name).order_by(Workbook.id).all()
    assert [row[:2] for row in rows] == [
        ("b1-01.xlsx", "read"),
        ("multi-01.xlsx", "read"),
        ("user-01.xlsx", "to-register"),
        ("鍵.xlsx", "failed"),
    ]
    assert {row[2] for row in rows} == {"tbc import-excel"}


@pytest.mark.rule("XLS-7")
def test_a_batch_of_its_name_stands_on_the_desk(database: str, tmp_path: Path) -> None:
    for name in ("b1-01.xlsx", "a1-07.xlsx"):
        shutil.copy(SAMPLES / "filled" / name, tmp_path / name)
    shutil.copy(SAMPLES / "filled" / "a1-07.xlsx", tmp_path / "写し.xlsx")
    done = import_excel(database, "--batch", "九月分", "--workers", 1, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1  there already" in done.stdout
    assert "By form" in done.stdout
    assert "A-1" in done.stdout
    with bound_to(database):
        batch = db.session.scalars(select(Batch)).one()
        names = db.session.scalars(select(BatchFile.name).order_by(BatchFile.position)).all()
    assert (batch.name, batch.state, batch.source) == ("九月分", "done", "command")
    assert list(names) == [f"{tmp_path.name}/{name}" for name in ("a1-07.xlsx", "b1-01.xlsx", "写し.xlsx")]


@pytest.mark.rule("XLS-7")
def test_a_dry_run_tells_and_keeps_nothing(database: str, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "bad" / "bad-encrypted.xlsx", tmp_path / "鍵.xlsx")
    shutil.copy(SAMPLES / "filled" / "b1-01.xlsx", tmp_path / "b.xlsx")
    tried = import_excel(database, "--dry-run", tmp_path)
    assert tried.returncode == 1, tried.stderr
    assert "1  could not be read" in tried.stdout
    assert "encrypted" in tried.stdout
    with bound_to(database):
        assert db.session.scalars(select(Workbook.id)).all() == []
        assert db.session.scalars(select(Batch.id)).all() == []


@pytest.mark.rule("XLS-7")
def test_killed_and_started_again_it_goes_on_where_it_was(database: str, tmp_path: Path) -> None:
    many = 40
    for number in range(many):
        (tmp_path / f"{number:02}.xlsx").write_bytes(variant(number))
    with bound_to(database):
        running = subprocess.Popen(
            command("--batch", "殺す", tmp_path),
            env=surroundings(database),
            cwd=PROJECT,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for_workbooks(5)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        before = db.session.query(Workbook).count()
        db.session.rollback()
    assert 5 <= before < many
    again = import_excel(database, "--batch", "殺す", tmp_path)
    assert again.returncode == 0, again.stderr
    assert f"{many}  read" in again.stdout
    with bound_to(database):
        assert db.session.query(Workbook).count() == many
        assert set(db.session.scalars(select(BatchFile.outcome))) == {"read"}
        assert db.session.scalars(select(Batch.state)).all() == ["done"]


@pytest.mark.rule("XLS-7")
def test_cancelled_on_the_desk_it_says_so_and_goes_on_when_started_again(database: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(variant(1))
    who = Actor(name="tbc import-excel")
    with bound_to(database), db.unit_of_work():
        batch = batches.begin_at(who, tmp_path.name, [f"{tmp_path.name}/a.xlsx", f"{tmp_path.name}/gone.xlsx"])
        batches.cancel(who, batch)
    done = import_excel(database, tmp_path)
    assert done.returncode == 1
    assert "1  not taken in" in done.stdout
    assert "1  read" in done.stdout
    with bound_to(database):
        assert db.session.scalars(select(Batch.state)).all() == ["done"]


def _wait_for_workbooks(many: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if db.session.query(Workbook).count() >= many:
            return
        db.session.rollback()
        time.sleep(0.02)
    raise AssertionError(f"not {many} workbooks within a minute")
