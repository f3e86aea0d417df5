"""The Makefile: lists its targets, and says in one sentence what a machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.lock import PROJECT

TARGETS = ("demo", "test", "check", "bench", "fmt", "help")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the set-up reads, in a folder of its own: it must not touch this checkout's tools."""
    shutil.copytree(PROJECT / "setup", tmp_path / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def test_make_alone_lists_every_target(checkout: Path) -> None:
    done = _make(checkout)
    assert done.returncode == 0
    assert all(f"make {target}" in done.stdout for target in TARGETS)


def test_a_python_that_is_not_there_is_a_sentence(checkout: Path) -> None:
    done = _make(checkout, "setup", "PYTHON=python3.99")
    assert done.returncode != 0
    assert done.stderr.startswith("python3.99 is missing; install Python 3.11 or newer")


def test_an_old_python_is_a_sentence(checkout: Path) -> None:
    old = _script(checkout / "python3.9", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    done = _make(checkout, "setup", f"PYTHON={old}")
    assert done.returncode != 0
    assert done.stderr.startswith("Python 3.9.2 is too old; Python 3.11 or newer is needed")


@pytest.mark.skipif(os.geteuid() == 0, reason="root installs pip")
def test_a_python_without_pip_is_a_sentence_to_who_cannot_install_it(checkout: Path) -> None:
    bare = _script(checkout / "python3", 'case "$*" in *version_info*) exit 0;; *) exit 1;; esac')
    done = _make(checkout, "setup", f"PYTHON={bare}")
    assert done.returncode != 0
    assert done.stderr.startswith("Python has no pip; install it (Debian: apt-get install python3-pip)")


def test_a_machine_without_git_is_a_sentence(checkout: Path) -> None:
    tools = checkout / "tools"
    tools.mkdir()
    for name in ("sh", "make", "dirname", "id"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = _make(checkout, "setup", path=str(tools))
    assert done.returncode != 0
    assert done.stderr.startswith("git is missing; install it")


def test_what_is_set_up_is_not_set_up_again(checkout: Path) -> None:
    for name in (".tools/bin/uv", ".venv/.synced", ".venv/.translated"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    done = _make(checkout, "setup", "PYTHON=python3.99")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _make(checkout: Path, *words: str, path: str = "") -> subprocess.CompletedProcess[str]:
    variables = {"PATH": path or os.environ["PATH"], "HOME": str(checkout), "LC_ALL": "C.UTF-8"}
    make = str(shutil.which("make"))
    return subprocess.run([make, *words], cwd=checkout, env=variables, capture_output=True, text=True, check=False)


def _script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path
