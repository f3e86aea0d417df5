"""Values in pieces, and labels that explain themselves."""

from .book import Book, case
from .goods import ENDPOINT, MAIL, SERVER, new, person
from .parts import DEALER_LABELS, PARTY_LABELS, box, classes, says, table, title
from .people import dealer, only, user
from .record import Record


@case("values-in-pieces")
def values_in_pieces(book: Book) -> None:
    """Phones, postal codes, dates and names over several cells with other signs between than usual."""
    record = Record(
        "USER",
        "2025-06-06",
        applied_on="2025-06-23",
        end_user=user("akebono"),
        support_contact=only(
            "akebono",
            "contact_name",
            "contact_name_kana",
            "phone",
            "email",
            contact_name="泉　かなた",
            contact_name_kana="イズミ　カナタ",
            email="k.izumi@akebono-food.example.co.jp",
            phone="080-5555-1209",
        ),
        reseller=dealer("shisaku"),
        items=[
            new(ENDPOINT, 50, serial_number="AKB-50-001"),
            new(SERVER, 2, serial_number="AKB-50-002", activation_code="SG-1A2B-3C4D5-6E7F8-9G0H1-2J3K4"),
        ],
    )
    grid = book.sheet("登録", record)
    grid.put(1, 1, title(record), right=10, look="title")
    grid.put(1, 11, "2025年6月6日版", look="hint")
    grid.line(3, 1, ["申請日", 2025, "/", 6, "/", 23], look="value")
    record.tell("applied_on")

    def name(row: int, section: str, field: str, marks: tuple[str, str], label: str) -> None:
        family, given = record.text(f"{section}.{field}").split("　")
        grid.line(row, 1, [label, marks[0], family, None, marks[1], given], look="value")

    def contact(row: int, section: str) -> None:
        name(row, section, "contact_name_kana", ("セイ", "メイ"), "フリガナ")
        name(row + 1, section, "contact_name", ("姓", "名"), "ご担当者名")
        first, second, third = record.text(f"{section}.phone").split("-")
        grid.line(row + 2, 1, ["電話番号", "（", first, "）", second, "－", third], look="value")
        grid.line(row + 3, 1, ["E-mail", record.say(f"{section}.email")], look="value")

    grid.put(4, 1, "■ 契約者情報（エンドユーザー）", right=10, look="bar")
    row = grid.pairs(5, 1, says(record, "end_user", [PARTY_LABELS[0], PARTY_LABELS[1], *PARTY_LABELS[2:4]]), value=9)
    grid.put(row, 1, "法人番号（13桁）", look="label")
    grid.spell(row, 2, record.text("end_user.corporate_number"), 13)
    contact(row + 1, "end_user")
    left, right = record.text("end_user.postal").split("-")
    grid.line(row + 5, 1, ["郵便番号", "〒", left, "－", right], look="value")
    row = grid.pairs(
        row + 6,
        1,
        says(
            record,
            "end_user",
            [("都道府県", "prefecture"), ("市区町村", "city"), ("番地", "street"), ("建物名", "building")],
        ),
        value=9,
    )
    grid.put(row, 1, "■ サポート窓口", right=10, look="bar")
    contact(row + 1, "support_contact")
    grid.put(row + 5, 1, "■ 販売店", right=10, look="bar")
    row = grid.pairs(row + 6, 1, says(record, "reseller", DEALER_LABELS[:4]), value=9)
    first, second, third = record.text("reseller.phone").split("-")
    grid.line(row, 1, ["電話番号", "（", first, "）", second, "－", third], look="value")
    row = grid.pairs(row + 1, 1, says(record, "reseller", DEALER_LABELS[5:]), value=9)
    grid.put(row, 1, "■ 購入製品", right=10, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [
            ("製品名", "product_name", 3),
            ("シリアル番号", "serial_number", 2),
            ("アクティベーションコード", "activation_code", 3),
            ("数量", "quantity", 1),
        ],
        3,
    )
    grid.put(row, 1, "■ コンタクトパーソン", right=10, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("お名前", "name", 3), ("フリガナ", "name_kana", 2), ("電話番号", "phone", 2), ("E-mail", "email", 2)],
        2,
        "contact_persons",
    )
    grid.pairs(row, 1, [("同意確認", box(record, "consent", "同意済み")), ("備考", record.say("remarks"))], value=9)


@case("long-labels")
def long_labels(book: Book) -> None:
    """Labels that explain themselves over two lines."""
    record = Record(
        "A-1",
        None,
        applied_on="2025-05-14",
        customer_po="LL-514",
        reseller_reference="66000123",
        contract_class="corporate",
        end_user=user("minato"),
        support_contact=only(
            "minato", "contact_name", "phone", "email", contact_name="汐見　空", email="sora@minato-kakuu.example.jp"
        ),
        delivery={"email": "key@minato-kakuu.example.jp", "company": None, "contact_name": "汐見　空"},
        reseller=dealer("reidai"),
        items=[new(MAIL, 60, 2)],
        contact_persons=[person("汐見　空", "シオミ　ソラ", "045-555-2301", "sora@minato-kakuu.example.jp")],
    )
    grid = book.sheet("申込", record)
    grid.put(1, 1, "ライセンス製品　新規購入申請書", right=3, look="title")
    row = grid.pairs(
        3,
        1,
        [
            *says(
                record,
                "",
                [
                    ("申請日（本書をご記入された日）", "applied_on"),
                    ("得意先注文番号（貴社の注文書に記載の番号）", "customer_po"),
                    ("販売店管理番号（8桁・不明な場合は空欄）", "reseller_reference"),
                ],
            ),
            ("契約区分\n（該当するものに✓）", classes(record, "☑", "□")),
        ],
        value=2,
    )
    sections = (
        (
            "ご契約者について（製品をお使いになるお客様）",
            "end_user",
            [
                ("会社名（登記上の正式名称をご記入ください）", "corporate_name"),
                ("会社名のフリガナ（全角カタカナ）", "corporate_name_kana"),
                ("法人番号（国税庁の13桁の番号）", "corporate_number"),
                ("部署名（なければ空欄）", "department"),
                ("役職（なければ空欄）", "title"),
                ("ご担当者名（姓と名の間を空けてください）", "contact_name"),
                ("ご担当者名のフリガナ", "contact_name_kana"),
                ("電話番号（日中ご連絡のつく番号）", "phone"),
                ("E-mail（フリーメール不可）", "email"),
                ("郵便番号（ハイフンあり）", "postal"),
                ("住所（建物名・階数までご記入ください）", "address"),
            ],
        ),
        (
            "サポート窓口について（技術的なお問い合わせをされる方）",
            "support_contact",
            [
                ("ご担当者名（代表者1名）", "contact_name"),
                ("電話番号（直通）", "phone"),
                ("E-mail（ご本人のもの）", "email"),
            ],
        ),
        (
            "納品先について（ライセンスキーをお届けする先）",
            "delivery",
            [
                ("E-mail（納品メールの送付先）", "email"),
                ("会社名（契約者と異なる場合のみ）", "company"),
                ("ご担当者名（受け取られる方）", "contact_name"),
            ],
        ),
        (
            "販売店について（製品をお買い求めの販売店）",
            "reseller",
            [(f"{label}（販売店の方がご記入ください）", name) for label, name in DEALER_LABELS],
        ),
    )
    for name, section, fields in sections:
        grid.put(row, 1, name, right=3, look="orange")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=2)
    grid.put(row, 1, "購入製品について", right=3, look="orange")
    grid.line(row + 1, 1, ["製品名（型番まで）", "数量（ライセンス数）", "契約年数（1～5年）"], look="head")
    grid.line(
        row + 2,
        1,
        [record.say(f"items[0].{name}") for name in ("product_name", "quantity", "term_years")],
        look="value",
    )
    grid.put(row + 4, 1, "コンタクトパーソンについて", right=4, look="orange")
    grid.line(row + 5, 1, ["お名前（姓名）", "フリガナ（カタカナ）", "電話番号（直通）", "E-mail（個人）"], look="head")
    grid.line(
        row + 6,
        1,
        [record.say(f"contact_persons[0].{name}") for name in ("name", "name_kana", "phone", "email")],
        look="value",
    )
    grid.pairs(
        row + 8,
        1,
        [
            ("同意確認（契約者の同意を得た場合は✓）", box(record, "consent", "同意済み", "☑")),
            ("備考（ご要望など）", record.say("remarks")),
        ],
        value=2,
    )
