"""The lock pins everything that pyproject.toml asks for, by hash, and names no registry."""

from __future__ import annotations

from tests.setup.lock import PROJECT, faults

ASKED = '[project]\ndependencies = ["Some_Thing>=2"]\n[dependency-groups]\ndev = [{include-group = "demo"}]\n'


def test_this_checkouts_lock_is_in_step() -> None:
    pyproject, lock, uv = (PROJECT / name for name in ("pyproject.toml", "requirements.lock", "setup/uv.txt"))
    assert faults(pyproject.read_text(), lock.read_text()) == []
    assert "--hash=sha256:" in uv.read_text()


def test_a_new_dependency_without_a_pin_is_found() -> None:
    assert faults(ASKED, "")[0].startswith("Some_Thing>=2 is not in requirements.lock")


def test_a_pin_that_is_too_old_is_found() -> None:
    assert "make lock" in faults(ASKED, "some-thing==1.9 \\\n    --hash=sha256:00\n")[0]


def test_a_pin_that_fits_is_no_fault() -> None:
    assert faults(ASKED, "some-thing==2.1 \\\n    --hash=sha256:00\n") == []


def test_a_pin_without_a_hash_is_found() -> None:
    assert faults(ASKED, "some-thing==2.1\nother==1 \\\n    --hash=sha256:00\n") == ["some-thing has no hash."]


def test_a_registrys_name_is_found() -> None:
    lock = "--index-url https://mirror.example.com\nsome-thing==2.1 \\\n    --hash=sha256:00\n"
    assert "names a registry" in faults(ASKED, lock)[0]
