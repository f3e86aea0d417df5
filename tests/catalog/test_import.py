"""Importing the catalogue from a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.catalog.commands import import_catalog
from tbc.catalog.importing import preview_products
from tbc.catalog.models import Product, Supplement
from tbc.catalog.queries import Wanted, count_products, find_product
from tbc.catalog.service.sheets import SheetFaulty, import_products, keep_demo_catalog
from tbc.kit.sheets import write_xlsx
from tbc.policy import Actor
from tests.products import a_product

DATA = Path(__file__).parents[2] / "tbc" / "catalog" / "data"
SOMEBODY = Actor(name="見本　担当")
ROW = {
    "code": "NEW-1",
    "name_ja": "新製品",
    "name_en": "New product",
    "kind": "license",
    "application_kinds": "new renewal",
    "contract_classes": "corporate",
}


@pytest.mark.rule("CAT-3")
def test_a_preview_writes_nothing_and_shows_what_would_change(session: Session) -> None:
    a_product("OLD-1", "旧名", name_en="Old", application_kinds=["new"], contract_classes=["corporate"])
    a_product("SAME", "同じ", name_en="Same", application_kinds=["new"], contract_classes=["corporate"])
    preview = preview_products(
        _csv(
            ROW,
            {**ROW, "code": "OLD-1", "name_ja": "新名", "name_en": "Old"},
            {**ROW, "code": "same", "name_ja": "同じ", "name_en": "Same", "application_kinds": "新規"},
        ),
        "a.csv",
    )
    assert preview.problems == []
    assert [c.code for c in preview.added] == ["NEW-1"]
    assert [(c.code, c.differences) for c in preview.changed] == [
        ("OLD-1", [("name_ja", "旧名", "新名"), ("application_kinds", "new", "new renewal")])
    ]
    assert preview.unchanged == ["SAME"]
    assert find_product("NEW-1") is None


@pytest.mark.rule("CAT-3")
@pytest.mark.rule("AUD-1")
def test_applying_adds_changes_and_audits(session: Session) -> None:
    a_product("OLD-1", "旧名", electronic_delivery=False)
    import_products(_csv(ROW, {**ROW, "code": "OLD-1", "name_ja": "新しい名"}), "a.csv", SOMEBODY)
    session.expire_all()
    old = find_product("OLD-1")
    assert old is not None
    # The sheet has no column for electronic delivery, so it stays; the search follows the new name.
    assert (old.name_ja, old.electronic_delivery) == ("新しい名", False)
    assert count_products(Wanted(q="しい名")) == 1
    acts = session.scalars(
        select(AuditEvent.act).where(AuditEvent.actor_name == SOMEBODY.name).order_by(AuditEvent.act)
    )
    assert list(acts) == ["product-added", "product-changed"]


@pytest.mark.rule("CAT-3")
@pytest.mark.parametrize(
    ("change", "column", "part"),
    [
        ({"code": "コード"}, "製品コード", "半角"),
        ({"code": ""}, "製品コード", "記入"),
        ({"kind": "thing"}, "種類", "license"),
        ({"application_kinds": "new newest"}, "申請区分", "new, additional"),
        ({"contract_classes": " "}, "契約区分", "記入"),
        ({"offered_from": "2027/02/30"}, "取扱開始日", "日付"),
        ({"offered_from": "2027/02/01", "offered_until": "2027/01/31"}, "取扱終了日", "後"),
        ({"channel": "excel"}, "Excel申請書", "送付先"),
        ({"electronic_delivery": "maybe"}, "電子納品", "yes"),
        ({"min_quantity": "5", "max_quantity": "4"}, "最大数量", "最小"),
        ({"max_quantity": "1000000"}, "最大数量", "999,999"),
        ({"term_years": "0"}, "年数", "年数"),
        ({"supplement_code": "NONE"}, "別紙コード", "別紙"),
        ({"license_id_pattern": "["}, "ライセンスIDの形式", "正規表現"),
        ({"license_id_pattern": "(a+)+"}, "ライセンスIDの形式", "入れ子"),
        ({"name_ja": "あ" * 201}, "製品名", "200"),
        ({"code_kind": "key"}, "納品するコード", "activation-code"),
        ({"codes_per": "箱"}, "コードの数え方", "line"),
        ({"tax_rate": "5"}, "税率", "10か8"),
        ({"renewable_months_before": "121"}, "更新できる月数（終了前）", "120"),
        ({"renewable_months_after": "soon"}, "更新できる月数（終了後）", "any"),
        ({"renews_into": "NEW-1 NONE"}, "更新先の製品コード", "NONE"),
    ],
)
def test_one_wrong_cell_stops_the_whole_sheet_and_is_named(
    session: Session, change: dict[str, str], column: str, part: str
) -> None:
    with pytest.raises(SheetFaulty) as faulty:
        import_products(_csv({**ROW, "code": "GOOD"}, {**ROW, **change}), "a.csv", SOMEBODY)
    (problem,) = faulty.value.problems
    assert (problem.row, problem.column) == (3, column)
    assert part in problem.sentence
    assert find_product("GOOD") is None


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "必要"),
        ("code,何か\nA-1,x\n".encode(), "知らない見出し"),
        ("code,製品コード\nA-1,A-1\n".encode(), "二つ"),
        (b"code,name_ja,name_en,kind,application_kinds,contract_classes\n", "記入された行"),
        (b"\xff\xfe\x81", "開けません"),
    ],
)
def test_a_sheet_that_is_none_is_refused_with_the_reason(session: Session, data: bytes, part: str) -> None:
    assert part in preview_products(data, "a.csv").problems[0].sentence


def test_a_code_twice_in_one_sheet_is_refused(session: Session) -> None:
    (problem,) = preview_products(_csv(ROW, ROW), "a.csv").problems
    assert (problem.row, problem.column, problem.sentence) == (3, "製品コード", "2行目と重複しています。")


@pytest.mark.parametrize("encode", [lambda rows: _csv(*rows, encoding="cp932"), lambda rows: _xlsx(*rows)])
def test_shift_jis_and_xlsx_read_alike(session: Session, encode: Callable[[list[dict[str, str]]], bytes]) -> None:
    data = encode([ROW])
    preview = preview_products(data, "a.xlsx" if data.startswith(b"PK") else "a.csv")
    assert preview.problems == []
    assert preview.added[0].values["name_ja"] == "新製品"


@pytest.mark.rule("CAT-3")
def test_the_catalogue_that_ships_is_sound_and_imports_twice_the_same(session: Session) -> None:
    keep_demo_catalog(SOMEBODY)
    again = import_products((DATA / "products.csv").read_bytes(), "products.csv", SOMEBODY)
    assert (again.added, again.changed) == ([], [])
    assert 40 <= len(again.unchanged) <= 44
    assert {p.kind for p in session.scalars(select(Product))} == {
        "license", "saas", "appliance", "paid-support", "consumer-line",
    }  # fmt: skip


@pytest.mark.rule("CAT-2")
def test_the_catalogue_that_ships_asks_for_the_supplements_of_the_specification(session: Session) -> None:
    keep_demo_catalog(SOMEBODY)
    asked = {p.name_ja: p.supplement.name for p in session.scalars(select(Product)) if p.supplement}
    assert asked == {
        "Web Security as a Service - Standard for K-12 RM": "K12 RM用_学校情報登録リスト",
        "SaaS Endpoint Security for K-12 RM": "K12 RM用_学校情報登録リスト",
        "ウイルスバスタービジネスセキュリティサービス ハイブリッド移行ライセンス from ビジネスセキュリティ新規優待": (
            "VBBSS-Hyb用既存Biz-LID報告書"
        ),
    }
    support = session.scalars(select(Product).where(Product.kind == "paid-support")).all()
    assert support
    assert all(product.contact_persons_required for product in support)


@pytest.mark.rule("RNW-1")
@pytest.mark.rule("RNW-2")
def test_the_catalogue_that_ships_renews_the_consumer_line_as_the_specification_says(session: Session) -> None:
    keep_demo_catalog(SOMEBODY)
    known = {p.name_ja.removeprefix("ウイルスバスター "): p for p in session.scalars(select(Product))}
    cloud, plus = known["クラウド"], known["クラウド + デジタルライフサポート プレミアム"]
    standard, premium = known["トータルセキュリティ スタンダード"], known["トータルセキュリティ プレミアム"]
    assert (cloud.renewable_months_before, cloud.renewable_months_after) == (39, 24)
    assert (standard.renewable_months_before, premium.renewable_months_after) == (None, None)
    assert cloud.renews_into == [cloud.code, plus.code, standard.code, premium.code]
    assert plus.renews_into == [plus.code, premium.code]
    assert set(standard.renews_into) == set(premium.renews_into) == {standard.code, premium.code}
    assert cloud.term_years == [1, 2, 3]


@pytest.mark.rule("DLV-4")
def test_the_catalogue_that_ships_delivers_codes_by_kind_of_product(session: Session) -> None:
    keep_demo_catalog(SOMEBODY)
    found = {(p.kind, p.code_kind, p.codes_per) for p in session.scalars(select(Product))}
    assert found == {
        ("license", "activation-code", "line"), ("saas", "activation-code", "line"), ("paid-support", "none", "line"),
        ("appliance", "serial-number", "unit"), ("consumer-line", "serial-number", "line"),
    }  # fmt: skip
    again = {p.code for p in session.scalars(select(Product)) if "renewal" in p.codes_with}
    assert again == {"SG-DLP", "SG-PATCH", "SG-OFFLINE"}


@pytest.mark.rule("CAT-3")
def test_the_command_previews_first_and_writes_when_told(session: Session, tmp_path: Path) -> None:
    sheet = tmp_path / "catalog.csv"
    sheet.write_bytes(_csv(ROW))
    shown = CliRunner().invoke(import_catalog, [str(sheet)])
    assert (shown.exit_code, "1 added" in shown.output, "+ NEW-1  新製品" in shown.output) == (0, True, True)
    assert find_product("NEW-1") is None
    assert CliRunner().invoke(import_catalog, [str(sheet), "--apply"]).exit_code == 0
    assert find_product("NEW-1") is not None


@pytest.mark.rule("CAT-3")
def test_the_command_tells_row_and_column_and_fails(session: Session, tmp_path: Path) -> None:
    sheet = tmp_path / "catalog.csv"
    sheet.write_bytes(_csv({**ROW, "kind": "thing"}))
    told = CliRunner().invoke(import_catalog, [str(sheet), "--apply"])
    assert told.exit_code == 1
    assert "! row 2, 種類: " in told.output


def test_the_command_keeps_supplements_from_toml(session: Session, tmp_path: Path) -> None:
    assert CliRunner().invoke(import_catalog, [str(DATA / "supplements.toml")]).exit_code == 0
    assert session.get(Supplement, "K12-SCHOOLS") is None
    assert CliRunner().invoke(import_catalog, [str(DATA / "supplements.toml"), "--apply"]).exit_code == 0
    assert session.get(Supplement, "K12-SCHOOLS") is not None
    bad = tmp_path / "bad.toml"
    bad.write_text('[[supplement]]\ncode = "A"\n', encoding="utf-8")
    assert CliRunner().invoke(import_catalog, [str(bad), "--apply"]).exit_code == 1


def _csv(*rows: dict[str, str], encoding: str = "utf-8-sig") -> bytes:
    titles = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, titles, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def _xlsx(*rows: dict[str, str]) -> bytes:
    return write_xlsx(rows[0], [list(row.values()) for row in rows])
