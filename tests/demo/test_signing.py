"""The demo's signing key: made once, readable by its user alone, and good to sign with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tbc.demo.signing import key_settings
from tbc.kit.clock import now
from tbc.signing_settings import read_signing_key


@pytest.mark.rule("DLV-4")
def test_it_is_made_once_and_signs(tmp_path: Path) -> None:
    path = Path(key_settings(tmp_path)["TBC_PDF_SIGNING_KEY_FILE"])
    first = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    key_settings(tmp_path)
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    key = read_signing_key(str(path))
    assert key is not None
    assert key.is_good(now())
