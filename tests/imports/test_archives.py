"""ZIPs: names of all packers, what is left out, what is refused, and nothing that comes in hurts."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tbc.imports import archives
from tbc.imports.archives import ArchiveRefused, EntryRefused, content_of, is_archive, list_entries, opened, plain_path
from tests.imports.archives import LOCKED, a_zip, flagged
from tests.imports.given import sample

JAPANESE = "九月分/髙橋商事㈱/申請書①.xlsx"


def names(body: bytes) -> list[str]:
    return [entry.name for entry in list_entries(body)]


@pytest.mark.rule("XLS-3")
@pytest.mark.parametrize(
    ("encoding", "says_so"), [("cp932", False), ("utf-8", True), ("utf-8", False)], ids=["Windows", "zip", "macOS"]
)
def test_japanese_names_are_read_as_their_packer_meant_them(encoding: str, says_so: bool) -> None:
    body = a_zip({JAPANESE: b"x", "plain.xls": b"y"}, encoding=encoding, says_so=says_so)
    assert names(body) == [JAPANESE, "plain.xls"]
    with opened(body) as archive:
        assert content_of(archive, 0) == b"x"


def test_names_that_macos_took_apart_are_put_together_again() -> None:
    assert names(a_zip({"か\u3099.xlsx": b"x"})) == ["が.xlsx"]


@pytest.mark.rule("XLS-3")
def test_what_systems_and_excel_leave_behind_is_left_out() -> None:
    files = dict.fromkeys(
        (
            "a/見本.xlsx",
            "__MACOSX/a/._見本.xlsx",
            "a/~$見本.xlsx",
            ".DS_Store",
            "a/._b.xlsx",
            "a/Thumbs.db",
            "desktop.ini",
        ),
        b"x",
    )
    assert names(a_zip(files)) == ["a/見本.xlsx"]


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    ("name", "refusal"),
    [("読んでください.txt", "kind"), ("b.pdf", "kind"), ("無名", "kind"), ("先月分.zip", "nested"), ("a.7z", "nested")],
)
def test_what_is_no_workbook_is_named_with_its_reason(name: str, refusal: str) -> None:
    assert [(one.name, one.refusal) for one in list_entries(a_zip({name: b"x", "a.xlsx": b"y"}))] == [
        (name, refusal),
        ("a.xlsx", ""),
    ]


@pytest.mark.rule("XLS-6")
def test_what_grows_too_much_is_never_unpacked() -> None:
    body = a_zip({"bomb.xlsx": bytes(20 * 1024 * 1024), "huge.xlsx": bytes(60 * 1024 * 1024)})
    assert [one.refusal for one in list_entries(body)] == ["bomb", "too_large"]
    with opened(body) as archive, pytest.raises(EntryRefused, match="bomb"):
        content_of(archive, 0)


@pytest.mark.rule("XLS-6")
def test_an_archive_as_a_whole_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    body = a_zip({f"{n}.xlsx": bytes(1000) for n in range(5)})
    monkeypatch.setattr(archives, "MOST_FILES", 4)
    assert _code(body) == "too_many"
    monkeypatch.setattr(archives, "MOST_FILES", 5)
    monkeypatch.setattr(archives, "MOST_BYTES", 4999)
    assert _code(body) == "too_large"
    assert _code(a_zip({"__MACOSX/x.xlsx": b"x"})) == "empty"
    assert _code(b"PK\x03\x04 and nothing more") == "unreadable"
    assert _code(body[: len(body) - 30]) == "unreadable"


@pytest.mark.rule("XLS-6")
def test_a_locked_or_damaged_file_is_refused_alone() -> None:
    locked = flagged(a_zip({"a.xlsx": b"x"}), LOCKED)
    assert [one.refusal for one in list_entries(locked)] == ["locked"]
    good = a_zip({"a.xlsx": bytes(range(256)) * 8})
    broken = good.replace(good[45:60], bytes(15), 1)
    with opened(broken) as archive, pytest.raises(EntryRefused, match="damaged"):
        content_of(archive, 0)


def test_a_workbook_is_no_archive_whatever_it_is_called() -> None:
    assert not is_archive("申請書.zip", sample("filled/b1-01.xlsx"))
    assert not is_archive("申請書.zip", sample("filled/b2-05.ods"))
    assert not is_archive("申請書.xlsx", a_zip({"a.xlsx": b"x"}))
    assert is_archive("申請書.ZIP", a_zip({"a.xlsx": b"x"}))
    assert is_archive("壊れた.zip", b"PK")


def test_names_lead_nowhere() -> None:
    assert plain_path("../../etc/passwd") == "../../etc/passwd"
    assert plain_path("C:\\見本\\a.xlsx") == "C:/見本/a.xlsx"
    assert plain_path("a\r\nb/\u202ec.xlsx") == "ab/c.xlsx"
    assert plain_path("///") == "workbook"
    assert len(plain_path("長" * 900)) == archives.NAME_LENGTH


def test_a_method_that_python_does_not_know_is_said() -> None:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", b"x" * 100)
    body = bytearray(target.getvalue())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        body[body.find(signature) + offset] = 9  # Deflate64, which Windows uses beyond 2 GB
    with opened(bytes(body)) as archive, pytest.raises(EntryRefused, match="method"):
        content_of(archive, 0)


def _code(body: bytes) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        list_entries(body)
    return refused.value.code
