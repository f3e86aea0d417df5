"""Everything in full width, and labels in half width."""

from .book import Book, case
from .goods import (
    CLOUD,
    GATEWAY,
    SANDBOX,
    device,
    new,
    person,
)
from .parts import box, classes, says, title
from .people import dealer, only, user
from .record import Record


def _wide(text: object) -> str:
    """ASCII to full width."""
    return "".join("　" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in str(text))


@case("all-full-width")
def all_full_width(book: Book) -> None:
    """Every number, address and letter in full width, labels with spaces between the characters."""
    record = Record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-07-07",
        customer_po="HW-0707-3",
        end_user=user("tamamura", "title"),
        support_contact=only("tamamura", "contact_name", "phone", "email", contact_name="玉川　咲"),
        delivery={"email": "soumu@tamamura-mihon.example.com", "company": None, "contact_name": "玉川　咲"},
        reseller=dealer("reidai", "branch"),
        distributor=dealer("daiichi", "branch"),
        items=[device(GATEWAY, 3, 1, "GW5-00123-A", "2025-08-31"), device(GATEWAY, 1, 5, "GW5-00124-A", "2025-09-30")],
        contact_persons=[person("玉川　咲", "タマガワ　サキ", "0270-55-6677", "soumu@tamamura-mihon.example.com")],
    )
    paths = ["customer_po", "delivery.email"]
    paths += [
        f"{section}.{name}"
        for section in ("end_user", "support_contact", "reseller", "distributor")
        for name in ("phone", "email")
    ]
    paths += [
        "contact_persons[0].phone",
        "contact_persons[0].email",
        "end_user.postal",
        "end_user.address",
        "end_user.corporate_number",
    ]
    paths += [f"items[{index}].{name}" for index in range(2) for name in ("serial_number", "quantity", "term_years")]
    written = {path: _wide(record.say(path)) for path in paths}
    written |= {
        "applied_on": "２０２５／７／７",
        "items[0].current_end_on": "２０２５年８月３１日",
        "items[1].current_end_on": "２０２５．９．３０",
    }
    record.write(written)
    grid = book.sheet("保守更新", record)
    grid.put(1, 1, "【Ｂ－２ＨＷ】アプライアンス／ハードウェア保守　更新申請書", right=6, look="title")
    grid.put(2, 5, "２０２５年６月６日版", look="hint")
    dealer_fields = [
        ("会　社　名", "company"),
        ("部　署　名", "department"),
        ("ご 担 当 者 名", "contact_name"),
        ("Ｔ Ｅ Ｌ", "phone"),
        ("Ｅ－ｍａｉｌ", "email"),
    ]
    row = grid.pairs(
        3,
        1,
        says(record, "", [("申　請　日　※", "applied_on"), ("得 意 先 注 文 番 号（ＰＯ＃）", "customer_po")]),
        value=5,
    )
    for name, section, fields in (
        (
            "■　契　約　者　情　報",
            "end_user",
            [
                ("フ リ ガ ナ", "corporate_name_kana"),
                ("会　社　名　※", "corporate_name"),
                ("法 人 番 号（１３桁）", "corporate_number"),
                ("部　署　名", "department"),
                ("フ リ ガ ナ", "contact_name_kana"),
                ("ご 担 当 者 名　※", "contact_name"),
                ("Ｔ Ｅ Ｌ　※", "phone"),
                ("Ｅ－ｍａｉｌ　※", "email"),
                ("郵 便 番 号　※", "postal"),
                ("住　　　所　※", "address"),
            ],
        ),
        ("■　サ ポ ー ト 窓 口", "support_contact", dealer_fields[2:]),
        (
            "■　納　品　先",
            "delivery",
            [("Ｅ－ｍａｉｌ　※", "email"), ("会　社　名", "company"), ("ご 担 当 者 名", "contact_name")],
        ),
        ("■　販　売　店", "reseller", dealer_fields),
        ("■　代　理　店", "distributor", dealer_fields),
    ):
        grid.put(row, 1, name, right=6, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=5)
    grid.put(row, 1, "■　更 新 対 象 製 品", right=6, look="bar")
    grid.line(row + 1, 1, ["Ｎｏ．", "製　品　名", "シリアル番号", "台　数", "更新年数", "保守終了日"], look="head")
    for index in range(2):
        names = ("product_name", "serial_number", "quantity", "term_years", "current_end_on")
        grid.line(
            row + 2 + index,
            1,
            [_wide(index + 1), *(record.say(f"items[{index}].{name}") for name in names)],
            look="value",
        )
    grid.put(row + 5, 1, "■　コ ン タ ク ト パ ー ソ ン", right=6, look="bar")
    grid.line(row + 6, 1, ["Ｎｏ．", "お　名　前", "フ リ ガ ナ", "Ｔ Ｅ Ｌ", "Ｅ－ｍａｉｌ"], look="head")
    grid.line(
        row + 7,
        1,
        ["１", *(record.say(f"contact_persons[0].{name}") for name in ("name", "name_kana", "phone", "email"))],
        look="value",
    )
    grid.pairs(
        row + 9,
        1,
        [("同 意 確 認", box(record, "consent", "同意済み", "☑")), ("備　　　考", record.say("remarks"))],
        value=5,
    )


@case("half-width-kana", suffix=".xls", saved_by="xlwt")
def half_width_kana(book: Book) -> None:
    """Labels and kana in half width, as an old host prints them."""
    record = Record(
        "A-2",
        None,
        {
            "end_user.corporate_name_kana": "ｶｺﾞｼﾏ ﾐﾎﾝ ｹﾝｷｭｳｼﾞｮ",
            "end_user.contact_name_kana": "ｻｲｺﾞｳ ｸﾙﾐ",
            "applied_on": "20250612",
        },
        applied_on="2025-06-12",
        customer_po="ハ-0612",
        contract_class="corporate",
        end_user=user(
            "kagoshima",
            "corporate_number",
            corporate_name="鹿児島ﾐﾎﾝ研究所㈱",
            corporate_name_kana="カゴシマ　ミホン　ケンキュウジョ",
            building="ダミービル3F",
        ),
        support_contact={"same_as": "end_user"},
        delivery={"email": "kurumi@satsuma-kuusou.example.jp", "company": "鹿児島ﾐﾎﾝ研究所㈱", "contact_name": None},
        reseller=dealer("mitate"),
        distributor=dealer("toyo", "department"),
        items=[new(CLOUD, 12, 1), new(SANDBOX, 12, 1)],
        consent=True,
    )
    record.write({"customer_po": "ﾊ-0612", "end_user.address": "鹿児島県鹿児島市東千石町6-6 ﾀﾞﾐｰﾋﾞﾙ3F"})
    grid = book.sheet("ｼﾝｾｲ", record)
    grid.put(1, 1, title(record), right=5)
    sold = [
        ("会社名", "company"),
        ("支店名", "branch"),
        ("部署名", "department"),
        ("ご担当者名", "contact_name"),
        ("電話番号", "phone"),
        ("ﾒｰﾙｱﾄﾞﾚｽ", "email"),
    ]
    row = grid.pairs(
        3,
        1,
        [
            ("申請日", record.say("applied_on")),
            ("得意先注文番号", record.say("customer_po")),
            ("契約区分", classes(record, "ﾚ ", "□ ")),
        ],
        value=4,
    )
    for name, section, fields in (
        (
            "■ 契約者情報(ｴﾝﾄﾞﾕｰｻﾞｰ)",
            "end_user",
            [
                ("ﾌﾘｶﾞﾅ", "corporate_name_kana"),
                ("会社名", "corporate_name"),
                ("部署名", "department"),
                ("役職", "title"),
                ("ﾌﾘｶﾞﾅ", "contact_name_kana"),
                ("ご担当者名", "contact_name"),
                ("電話番号", "phone"),
                ("ﾒｰﾙｱﾄﾞﾚｽ", "email"),
                ("郵便番号", "postal"),
                ("住所", "address"),
            ],
        ),
        ("■ ｻﾎﾟｰﾄ窓口", "", []),
        ("■ 納品先", "delivery", [("ﾒｰﾙｱﾄﾞﾚｽ", "email"), ("会社名", "company"), ("ご担当者名", "contact_name")]),
        ("■ 販売店", "reseller", sold),
        ("■ 代理店", "distributor", sold),
    ):
        grid.put(row, 1, name, right=5)
        if not section:
            grid.put(row + 1, 1, "ﾚ 契約者と同じ")
            record.tell("support_contact")
            row += 1
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=4)
    grid.put(row, 1, "■ 購入製品", right=5)
    grid.line(row + 1, 1, ["No.", "ｻｰﾋﾞｽ名", "ﾕｰｻﾞｰ数", "契約年数"])
    for index in range(2):
        grid.line(
            row + 2 + index,
            1,
            [index + 1, *(record.say(f"items[{index}].{name}") for name in ("product_name", "quantity", "term_years"))],
        )
    grid.pairs(
        row + 5, 1, [("同意確認", box(record, "consent", "同意済み", "[ﾚ]")), ("備考", record.say("remarks"))], value=4
    )
