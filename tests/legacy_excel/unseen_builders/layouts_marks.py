"""Choices whose marks stand below their label or beside the option."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    SAME_RESELLER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def options_below_their_label() -> Case:
    """B-1 with the options of a choice in the row below the label, each in a cell, the tick in the option's text."""
    user = only(cast.ELECTRIC, "title building corporate_number")
    oracle = record(
        "B-1",
        "2025-06-06",
        kind="additional",
        applied_on="2025-07-11",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], None, "古賀　剛"),
        reseller=cast.MIHON,
        distributor=SAME_RESELLER,
        items=[
            item(
                "サンプルガード エンドポイント スタンダード", 3, 1, license_id="7712300465", current_end_on="2026-01-31"
            )
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("追加", A=16, B=24, C=24, D=24, E=16)
    s.put("A1:D1", "【B-1】ライセンス製品　追加・更新申請書", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.across("A3", "申請日", "2025/07/11")
    s.put("A5:B5", "申請区分（いずれかに✓）", "label")
    s.put("C5:E5", "契約区分（いずれかに✓）", "label")
    s.across("A6", "✓ 追加", "□ 更新", "✓ 一般", "□ 官公庁", "□ 教育")
    s.put("A8:E8", "■ 契約者情報（エンドユーザー）", "bar")
    s.pairs("A9", *party_rows(user))
    s.put("A18:E18", "■ サポート窓口", "bar")
    s.put("A19:E19", "✓ 契約者と同じ")
    s.put("A20:E20", "■ 納品先", "bar")
    s.pairs("A21", ("E-mail", user["email"]), ("会社名", None), ("ご担当者名", "古賀　剛"))
    s.put("A24:E24", "■ 販売店", "bar")
    s.pairs("A25", *dealer_rows(cast.MIHON))
    s.put("A31:E31", "■ 代理店", "bar")
    s.put("A32:E32", "✓ 販売店と同じ")
    s.put("A34:E34", "■ 更新対象製品", "bar")
    s.across("A35", "ライセンスID", "製品名", "数量", "契約年数", "現契約終了日", look="label")
    s.across("A36", 7712300465, "サンプルガード エンドポイント スタンダード", 3, 1, "2026/01/31")
    s.put("A39:E39", "同意確認", "label")
    s.across("A40", "✓ はい", "□ いいえ")
    return Case("options-below.xlsx", paper, oracle)


@SHELF.add
def a_circle_beside_the_option() -> Case:
    """A-2 with an empty cell right of every option, a ○ in that of the chosen one."""
    user = only(cast.TOWN, "corporate_number corporate_name_kana building")
    oracle = record(
        "A-2",
        "2025-06-06",
        applied_on="2025-04-30",
        customer_po="総情第45号",
        contract_class="government",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("joho@town-tamagawa.example.jp"),
        reseller=only(cast.TRADING, "email"),
        items=[item("例示ファイル無害化サービス", 180, 5)],
        consent=False,
    )
    paper = Paper()
    s = paper.sheet("A-2", A=18, B=12, C=6, D=12, E=6, F=12, G=6)
    s.put("A1:E1", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put("F1:G1", "2025年6月6日版", "hint")
    s.label("A3", "申請日")
    s.put("B3:G3", "令和７年４月３０日")
    s.label("A4", "得意先注文番号")
    s.put("B4:G4", "総情第４５号")
    s.label("A5", "契約区分（右に○）")
    s.across("B5", "一般", "", "官公庁", "○", "教育", "")
    s.put("A7:G7", "■ 契約者情報", "bar")
    row = 8
    for label, value in party_rows(user):
        s.label(f"A{row}", label)
        s.put(f"B{row}:G{row}", value)
        row += 1
    s.put(f"A{row}:G{row}", "■ サポート窓口", "bar")
    s.across(f"A{row + 1}", "契約者と同じ", "○")
    s.put(f"A{row + 3}:G{row + 3}", "■ 納品先", "bar")
    s.label(f"A{row + 4}", "E-mail")
    s.put(f"B{row + 4}:G{row + 4}", "joho@town-tamagawa.example.jp")
    s.put(f"A{row + 5}:G{row + 5}", "■ 販売店", "bar")
    row += 6
    for label, value in dealer_rows(only(cast.TRADING, "email")):
        s.label(f"A{row}", label)
        s.put(f"B{row}:G{row}", value)
        row += 1
    s.put(f"A{row}:G{row}", "■ 購入製品", "bar")
    s.put(f"A{row + 1}:C{row + 1}", "サービス名", "label")
    s.put(f"D{row + 1}:E{row + 1}", "ユーザー数", "label")
    s.put(f"F{row + 1}:G{row + 1}", "契約期間", "label")
    s.put(f"A{row + 2}:C{row + 2}", "例示ファイル無害化サービス")
    s.put(f"D{row + 2}:E{row + 2}", "180")
    s.put(f"F{row + 2}:G{row + 2}", "5ヵ年")
    s.label(f"A{row + 5}", "同意確認")
    s.across(f"B{row + 5}", "はい", "", "いいえ", "○")
    return Case("circle-beside-option.xlsx", paper, oracle)
