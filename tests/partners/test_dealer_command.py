"""`tbc import-dealers`: shown first, written all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from tbc.commands import ROOMS
from tbc.kit.sheets import write_xlsx
from tbc.partners.commands import import_dealers
from tbc.partners.importing import headings
from tbc.partners.models import Dealer

pytestmark = pytest.mark.rule("PRT-4")


def test_a_sheet_is_shown_and_then_written(app: Flask, session: Session, tmp_path: Path) -> None:
    assert ROOMS["import-dealers"] == "tbc.partners"
    sheet = tmp_path / "dealers.xlsx"
    with app.test_request_context():
        lines = [
            ["卸見本㈱", "オロシ", "一次店", "8928880361560", "", "", ""],
            ["店見本", "ミセ", 2, "", "", "卸見本㈱", ""],
        ]
        sheet.write_bytes(write_xlsx(headings(), lines))
        shown = CliRunner().invoke(import_dealers, [str(sheet)])
        assert (shown.exit_code, session.query(Dealer).count()) == (0, 0)
        assert "+ 卸見本㈱" in shown.output
        assert "2 added, 0 changed" in shown.output
        done = CliRunner().invoke(import_dealers, [str(sheet), "--apply"])
        assert (done.exit_code, session.query(Dealer).count()) == (0, 2)
        again = CliRunner().invoke(import_dealers, [str(sheet)])
        assert "0 added, 0 changed, 2 unchanged" in again.output


def test_one_wrong_row_keeps_all_from_being_written(app: Flask, session: Session, tmp_path: Path) -> None:
    sheet = tmp_path / "dealers.csv"
    sheet.write_text("name,kana,tier\n甲見本,コウ,1\n乙見本,オツ,7\n", encoding="utf-8")
    with app.test_request_context():
        refused = CliRunner().invoke(import_dealers, [str(sheet), "--apply"])
    assert refused.exit_code == 1
    assert "row 3" in refused.output
    assert session.query(Dealer).count() == 0


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("name,kana\n", "この見出しの列が必要です"),
        ("name,kana,tier,tier\n", "同じ見出しの列が二つ"),
        ("name,kana,tier,電話\n", "知らない見出し"),
        ("name,kana,tier\n", "販売店・代理店の行がありません"),
        ("", "何も書かれていません"),
        ("name,kana,tier,corporate_number\n甲,コウ,1,8928880361560\n乙,オツ,1,8928880361560\n", "同じ法人番号"),
        ("name,kana,tier,upstreams\n甲,コウ,1,甲\n", "仕入先が自分自身"),
        ("name,kana,tier\n甲㈱,コウ,1\n株式会社甲,コウ,1\n", "2行目と同じ名前です"),
        ("name,kana,tier\n=1+1,・,x\n", "一次店、二次店、三次店"),
    ],
)
def test_what_is_wrong_is_said(app: Flask, session: Session, tmp_path: Path, sheet: str, said: str) -> None:
    file = tmp_path / "dealers.csv"
    file.write_text(sheet, encoding="utf-8")
    with app.test_request_context():
        refused = CliRunner().invoke(import_dealers, [str(file)])
    assert refused.exit_code == 1
    assert said in refused.output
