"""`tbc import-licenses`: older contracts from a sheet, all or nothing, and the same sheet again changes nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.kit.issuing import IssuedNumber
from tbc.kit.sheets import write_xlsx
from tbc.licenses.commands import import_licenses
from tbc.licenses.importing import preview_licenses
from tbc.licenses.models import License, LicenseChange, LicenseCode
from tbc.licenses.service.applying import current_parties
from tbc.licenses.service.importing import SheetFaulty
from tbc.licenses.service.importing import import_licenses as bring
from tbc.policy import Actor
from tests.applications.given import a_product
from tests.licenses.making import a_license

SOMEBODY = Actor(name="見本　担当")
ROW = {
    "ライセンスID": "4711471147",
    "製品コード": "SGE-ADV",
    "数量": "1,200",
    "契約開始日": "令和5年4月1日",
    "契約終了日": "2027/03/31",
    "契約区分": "教育",
    "アクティベーションコード": "ab-c123-de456-fg789-hj012-kl345; AB-C123-DE456-FG789-HJ012-KL346",
    "法人名": "架空醸造株式会社",
    "担当者氏名": "例田 光",
    "メールアドレス": "hikari@kaku.co.jp",
    "販売店": "ダミー情報機器㈱",
}


@pytest.fixture(autouse=True)
def product(session: Session) -> None:
    a_product()


def _csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(title for row in rows for title in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.rule("LIC-2")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_becomes_a_license_that_is_nobodys_and_shows_at_once(session: Session, kind: str) -> None:
    data: Any = _csv(ROW) if kind == "csv" else b"".join(_bytes(write_xlsx(list(ROW), [list(ROW.values())])))
    assert bring(data, f"a.{kind}", SOMEBODY).problems == []
    held = session.scalars(select(License)).one()
    assert (held.license_id, held.quantity, held.source, held.contract_class) == (
        "4711471147",
        1200,
        "import",
        "academic",
    )
    assert (held.starts_on, held.ends_on, held.shown_from) == (date(2023, 4, 1), date(2027, 3, 31), None)
    assert (held.company_account_id, held.holder_id, held.end_user_domain) == (None, None, "kaku.co.jp")
    parties = current_parties(held)
    assert parties["end_user"]["contact_name"] == "例田　光"
    assert parties["renewal_contact"] == {"same_as": "end_user"}
    assert session.scalar(select(func.count()).select_from(LicenseCode)) == 2
    assert session.scalars(select(LicenseChange.act)).all() == ["imported"]
    assert session.get(IssuedNumber, ("", 4711471147)) is not None


@pytest.mark.rule("LIC-2")
def test_the_same_sheet_again_changes_nothing(session: Session) -> None:
    for added, unchanged in ((1, 0), (0, 1)):
        preview = bring(_csv(ROW), "a.csv", SOMEBODY)
        assert (len(preview.added), len(preview.unchanged)) == (added, unchanged)
    assert session.scalar(select(func.count()).select_from(LicenseChange)) == 1


@pytest.mark.rule("LIC-2")
def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(session: Session) -> None:
    held = a_license(codes=["XX-C123"])
    faults = [
        {"ライセンスID": "12"},
        {"製品コード": "NONE"},
        {"数量": "many"},
        {"契約開始日": "いつか"},
        {"契約終了日": "2001/01/01"},
        {"契約区分": "別"},
        {"アクティベーションコード": "XX-C123"},
        {"アクティベーションコード": "コード"},
        {"法人名": ""},
        {"メールアドレス": "nobody"},
        {"ライセンスID": held.license_id},
    ]
    sound = {**ROW, "アクティベーションコード": ""}
    rows = [{**sound, "ライセンスID": f"47114711{at:02d}", **fault} for at, fault in enumerate(faults)] + [
        {**sound, "ライセンスID": "4711471199"}
    ]
    with pytest.raises(SheetFaulty) as caught:
        bring(_csv(*rows), "a.csv", SOMEBODY)
    assert [problem.row for problem in caught.value.problems] == list(range(2, len(faults) + 2))
    assert session.scalar(select(func.count()).select_from(License)) == 1


@pytest.mark.rule("LIC-2")
def test_an_id_and_a_code_stand_once_in_a_sheet(session: Session) -> None:
    twice = preview_licenses(_csv(ROW, ROW), "a.csv")
    assert len(twice.problems) == 1
    same_code = preview_licenses(_csv(ROW, {**ROW, "ライセンスID": "4711471148"}), "a.csv")
    assert [problem.row for problem in same_code.problems] == [3, 3]


@pytest.mark.rule("LIC-2")
def test_a_sheet_that_is_none_is_refused_with_a_sentence(session: Session) -> None:
    assert preview_licenses(b"PK\x03\x04nonsense", "a.xlsx").problems[0].sentence
    assert preview_licenses("知らない列\n1".encode(), "a.csv").problems[0].sentence


@pytest.mark.rule("LIC-2")
def test_the_command_shows_first_and_writes_with_apply(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes(_csv(ROW))
    with app.app_context():
        shown = CliRunner().invoke(import_licenses, [str(file)])
        assert (shown.exit_code, "1 added" in shown.output) == (0, True)
        assert session.scalar(select(func.count()).select_from(License)) == 0
        assert CliRunner().invoke(import_licenses, [str(file), "--apply"]).exit_code == 0
        assert session.scalar(select(func.count()).select_from(License)) == 1
        file.write_bytes(_csv({**ROW, "数量": "0"}))
        assert CliRunner().invoke(import_licenses, [str(file), "--apply"]).exit_code == 1


def _bytes(made: Any) -> list[bytes]:
    return [made] if isinstance(made, bytes) else list(made)
