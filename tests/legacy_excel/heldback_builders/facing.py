"""Labels above their values, and sections beside one another."""

from .book import Book, case
from .goods import ENDPOINT, SERVER, licence, new, person
from .grid import Value
from .parts import DEALER_LABELS, PARTY_LABELS, box, classes, kinds, says, title
from .people import dealer, only, user
from .record import Record


@case("labels-above")
def labels_above(book: Book) -> None:
    """Every label stands over its value, four to a row."""
    record = Record(
        "A-1",
        "2025-06-06",
        {"applied_on": "2025/07/15"},
        applied_on="2025-07-15",
        customer_po="PO-77120",
        reseller_reference="00451200",
        contract_class="corporate",
        end_user=user("akebono"),
        support_contact=only(
            "akebono",
            "corporate_name",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="泉　かなた",
            email="k.izumi@akebono-food.example.co.jp",
            department="品質保証部",
        ),
        delivery={"email": "license@akebono-food.example.co.jp", "company": None, "contact_name": "青葉　みのり"},
        reseller=dealer("shisaku"),
        distributor=dealer("daiichi"),
        items=[new(ENDPOINT, 250, 3), new(SERVER, 12, 1)],
        contact_persons=[person("青葉　みのり", "アオバ　ミノリ", "0225-55-1208", "m.aoba@akebono-food.example.co.jp")],
        remarks="納期は8月上旬を希望します。",
    )
    grid = book.sheet("申請書", record)
    grid.put(1, 1, title(record), right=12, look="title")
    row = 3

    def band(name: str, lines: list[tuple[str, Value]]) -> None:
        nonlocal row
        if name:
            grid.put(row, 1, name, right=12, look="bar")
            row += 1
        for start in range(0, len(lines), 4):
            for index, (label, value) in enumerate(lines[start : start + 4]):
                grid.put(row, 1 + 3 * index, label, right=3, look="label")
                grid.put(row + 1, 1 + 3 * index, value, right=3, look="value")
            row += 2

    band(
        "",
        [
            *says(
                record,
                "",
                [
                    ("申請日※", "applied_on"),
                    ("得意先注文番号", "customer_po"),
                    ("販売店管理番号（8桁）", "reseller_reference"),
                ],
            ),
            ("契約区分※", classes(record)),
        ],
    )
    band(
        "■ 契約者情報（エンドユーザー）",
        [
            *says(
                record,
                "end_user",
                [
                    ("会社名フリガナ", "corporate_name_kana"),
                    ("会社名（正式名称）※", "corporate_name"),
                    ("法人番号（13桁）", "corporate_number"),
                    *PARTY_LABELS[2:],
                    ("建物名", "building"),
                ][:10],
            ),
            *says(record, "end_user", [("住所※", "ground"), ("建物名", "building")]),
        ],
    )
    band(
        "■ サポート窓口",
        says(
            record,
            "support_contact",
            [PARTY_LABELS[1], PARTY_LABELS[2], PARTY_LABELS[5], PARTY_LABELS[6], PARTY_LABELS[7]],
        ),
    )
    band(
        "■ 納品先",
        says(record, "delivery", [("E-mail※", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]),
    )
    band("■ 販売店", says(record, "reseller", DEALER_LABELS))
    band("■ 代理店", says(record, "distributor", DEALER_LABELS))
    for index in range(record.count("items")):
        band(
            "■ 購入製品" if index == 0 else "",
            says(
                record,
                f"items[{index}]",
                [("製品名※", "product_name"), ("数量※", "quantity"), ("契約年数※", "term_years")],
            ),
        )
    band(
        "■ コンタクトパーソン",
        says(
            record,
            "contact_persons[0]",
            [("お名前", "name"), ("フリガナ", "name_kana"), ("電話番号", "phone"), ("E-mail", "email")],
        ),
    )
    grid.put(row, 1, box(record, "consent", "契約者の同意を得たうえで申請します"), right=12)
    grid.put(row + 1, 1, "備考", right=12, look="label")
    grid.put(row + 2, 1, record.say("remarks"), right=12, down=3, look="value")
    grid.put(row + 6, 10, "2025年6月6日版", right=3, look="hint")


@case("side-by-side")
def side_by_side(book: Book) -> None:
    """Left the user, right the support contact; left the dealer, right the distributor."""
    record = Record(
        "B-1",
        "2024-04-01",
        kind="additional",
        applied_on="2024-09-02",
        customer_po="4500-118",
        reseller_reference="31200456",
        contract_class="academic",
        end_user=user("kouka", "corporate_number"),
        support_contact=user(
            "kouka",
            "corporate_number",
            contact_name="須磨　渚",
            contact_name_kana="スマ　ナギサ",
            title="助教",
            email="nagisa.suma@mitate-u.example.ac.jp",
            phone="078-555-4041",
        ),
        delivery={"email": "ipc-license@mitate-u.example.ac.jp", "company": "神戸見立大学", "contact_name": "須磨　渚"},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo"),
        items=[
            licence(ENDPOINT, 400, 1, "KM20419977", "2024-12-31", activation_code="SG-A2B4-CCDD2-EEFF3-GGHH4-JJKK5"),
            licence(SERVER, 8, 1, "KM20419978", "2024-12-31"),
        ],
    )
    grid = book.sheet("Sheet1", record)
    grid.put(1, 2, title(record), right=9, look="title")
    grid.put(1, 11, "2024.4.1版", look="hint")
    grid.line(3, 2, ["申請日", record.say("applied_on")], look="value")
    grid.line(3, 7, ["得意先注文番号", record.say("customer_po")], look="value")
    grid.line(4, 2, ["販売店管理番号", record.say("reseller_reference")], look="value")
    grid.line(4, 7, ["契約区分", classes(record, "■", "□")], look="value")
    grid.line(5, 2, ["申請区分", kinds(record, "■", "□")], look="value")
    grid.put(7, 2, "■ 契約者情報", right=4, look="bar")
    grid.put(7, 7, "■ サポート窓口", right=4, look="bar")
    grid.pairs(8, 2, says(record, "end_user", PARTY_LABELS), value=3)
    grid.pairs(8, 7, [("□ 契約者と同じ", None)], value=3)
    grid.pairs(9, 7, says(record, "support_contact", PARTY_LABELS), value=3)
    grid.put(20, 2, "■ 販売店", right=4, look="bar")
    grid.put(20, 7, "■ 代理店", right=4, look="bar")
    grid.pairs(21, 2, says(record, "reseller", DEALER_LABELS), value=3)
    grid.pairs(21, 7, says(record, "distributor", DEALER_LABELS), value=3)
    grid.put(28, 2, "■ 納品先", right=4, look="bar")
    grid.pairs(
        29,
        2,
        says(record, "delivery", [("E-mail", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]),
        value=3,
    )
    grid.put(28, 7, "■ 備考", right=4, look="bar")
    grid.put(29, 7, record.say("remarks"), right=4, down=3, look="value")
    grid.put(33, 2, "■ 更新対象製品", right=9, look="bar")
    heads = ["No.", "製品名", "数量", "更新年数", "ライセンスID", "アクティベーションコード", "現契約終了日"]
    grid.line(34, 2, heads, look="head")
    for index in range(4):
        names = ("product_name", "quantity", "term_years", "license_id", "activation_code", "current_end_on")
        there = index < record.count("items")
        grid.line(
            35 + index,
            2,
            [index + 1, *(record.say(f"items[{index}].{name}") if there else None for name in names)],
            look="value",
        )
    grid.put(40, 2, box(record, "consent", "契約者の同意を得たうえで申請します", "☑"), right=9)
