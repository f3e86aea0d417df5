"""A text for one field is read as in a cell; what tells nothing for sure is left to its reader."""

from __future__ import annotations

from typing import Any

import pytest

from legacy_excel import read_typed

pytestmark = pytest.mark.rule("XLS-4")


@pytest.mark.parametrize(
    ("path", "written", "value"),
    [
        ("items[2].quantity", "１００ 本", 100),
        ("applied_on", "令和7年7月15日", "2025-07-15"),
        ("end_user.contact_name", "見本 さくら 様", "見本　さくら"),
        ("end_user.phone", "03(5555)1234（代表）", "03-5555-1234"),
        ("items[0].term_years", "3年（36か月）", 3),
        ("kind", "☑ 追加 □ 更新", "additional"),
        ("reseller.company", "ダミー㈱　御中", "ダミー㈱"),
        ("contact_persons[0].name_kana", "ﾐﾎﾝ ｻｸﾗ", "ミホン　サクラ"),
        ("end_user.phone", "たくさん", None),
        ("end_user.street", "代々木2-1-1", None),
        ("renewal_contact.email", "a@example.jp", None),
        ("remarks", "なし", None),
        ("remarks", "　", None),
        ("", "x", None),
        ("nonsense", "x", None),
    ],
)
def test_a_text_is_read_by_its_fields_reader(path: str, written: str, value: Any) -> None:
    assert read_typed(path, written) == value
