"""Much and little: rare characters and long remarks, or hardly anything filled in."""

from .book import Book, case
from .goods import CLOUD, ENCRYPTION, new, person
from .parts import DEALER_LABELS, PARTY_LABELS, box, classes, says, table, title
from .people import dealer, only, user
from .record import Record


@case("rare-characters", suffix=".xls", saved_by="libreoffice")
def rare_characters(book: Book) -> None:
    """髙﨑𠮷㈱①№, half-width kana in names, remarks over four lines, merged over a large area."""
    remarks = "① 納期：9月末まで\n② 証書は№3の封筒で郵送\n③ 髙﨑まで連絡\n　（℡ 011-555-0101）"
    record = Record(
        "A-1",
        "2025-06-06",
        {
            "end_user.contact_name": "髙﨑 𠮷彦　殿",
            "support_contact.corporate_name": "北見本エネルギー㈱\n保守ｾﾝﾀｰ",
            "customer_po": "№-0731①",
        },
        applied_on="2025-07-31",
        customer_po="No-07311",
        contract_class="corporate",
        end_user=user("sapporo", "corporate_number"),
        support_contact=only(
            "sapporo",
            "corporate_name",
            "contact_name",
            "phone",
            "email",
            corporate_name="北見本エネルギー㈱ 保守ｾﾝﾀｰ",
            contact_name="槇　𠮷朗",
        ),
        delivery={
            "email": "takasaki@kita-mihon.example.com",
            "company": "北見本エネルギー㈱",
            "contact_name": "髙﨑　𠮷彦",
        },
        reseller=dealer("shisaku", company="㈱試作ソリューション"),
        distributor=dealer("kita"),
        items=[new(ENCRYPTION, 9, 1), new("サンプルガード ｴﾝﾄﾞﾎﾟｲﾝﾄ（Ⅱ型）", 12, 1)],
        contact_persons=[person("髙﨑　𠮷彦", "タカサキ　ヨシヒコ", "011-555-0101", "takasaki@kita-mihon.example.com")],
        remarks=remarks,
    )
    grid = book.sheet("A-1", record)
    grid.put(1, 1, title(record), right=6, look="title")
    grid.put(1, 7, "2025年6月6日版", look="hint")
    row = grid.pairs(
        3,
        1,
        [
            *says(record, "", [("申請日※", "applied_on"), ("得意先注文番号\n（PO#）", "customer_po")]),
            ("契約区分※", classes(record, "✓ ", "□ ")),
        ],
        value=6,
    )
    for name, section, fields in (
        ("■ 契約者情報（エンドユーザー）", "end_user", PARTY_LABELS),
        ("■ サポート窓口", "support_contact", [PARTY_LABELS[1], *PARTY_LABELS[5:8]]),
        ("■ 納品先", "delivery", [DEALER_LABELS[5], DEALER_LABELS[0], DEALER_LABELS[3]]),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 1, name, right=7, look="bar")
        row = grid.pairs(row + 1, 1, says(record, section, fields), value=6)
    grid.put(row, 1, "■ 購入製品", right=7, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("製品名※", "product_name", 3), ("数量※", "quantity", 1), ("契約年数※", "term_years", 1)],
        4,
    )
    grid.put(row, 1, "■ コンタクトパーソン", right=7, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 2), ("E-mail", "email", 2)],
        2,
        "contact_persons",
    )
    grid.put(row, 1, box(record, "consent", "契約者の同意を得たうえで申請します（同意済み）", "☒"), right=7)
    grid.put(row + 1, 1, "備　考", down=5, look="label")
    grid.put(row + 1, 2, record.say("remarks"), right=6, down=5, look="value")


@case("hardly-filled", suffix=".ods", saved_by="libreoffice")
def hardly_filled(book: Book) -> None:
    """Only what is mandatory; the rest says なし, －, or keeps its printed blanks."""
    record = Record(
        "A-2",
        "2025-06-06",
        {"applied_on": "2025.9.3"},
        applied_on="2025-09-03",
        contract_class="corporate",
        end_user=only(
            "tamamura",
            "corporate_name",
            "contact_name",
            "phone",
            "email",
            "postal_code",
            "prefecture",
            "city",
            "street",
        ),
        support_contact=only("tamamura", "contact_name"),
        delivery={"email": "soumu@tamamura-mihon.example.com", "company": None, "contact_name": None},
        reseller=dealer("soutei", "phone", "email"),
        items=[new(CLOUD, 5, 1)],
        consent=False,
    )
    grid = book.sheet("Sheet1", record)
    grid.put(1, 1, title(record), right=4, look="title")
    row = grid.pairs(
        3,
        1,
        [
            ("申請日※", record.say("applied_on")),
            ("得意先注文番号", "なし"),
            ("販売店管理番号", "－"),
            ("契約区分※", classes(record)),
        ],
        value=3,
    )
    for name, section, fields in (
        ("■ 契約者情報", "end_user", PARTY_LABELS),
        (
            "■ サポート窓口",
            "support_contact",
            [PARTY_LABELS[1], PARTY_LABELS[5], PARTY_LABELS[6], PARTY_LABELS[8], PARTY_LABELS[9]],
        ),
        ("■ 納品先", "delivery", [DEALER_LABELS[5], DEALER_LABELS[0], DEALER_LABELS[3]]),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 1, name, right=4, look="bar")
        row += 1
        if section == "support_contact":
            grid.put(row, 1, "□ 契約者と同じ", right=4)
            row += 1
        lines = says(record, section, fields)
        printed = {"郵便番号": "〒　　　－", "役職": "ー", "支店名": "該当なし", "部署名": "-"}
        row = grid.pairs(
            row,
            1,
            [
                (
                    label,
                    value
                    or (printed.get(label) if section != "distributor" else "なし" if label == "会社名" else None),
                )
                for label, value in lines
            ],
            value=3,
        )
    grid.put(row, 1, "■ 購入製品", right=4, look="bar")
    row = table(
        grid,
        record,
        row + 1,
        1,
        [("サービス名", "product_name", 1), ("ユーザー数", "quantity", 1), ("契約年数", "term_years", 1)],
        5,
    )
    record.tell("consent")
    grid.pairs(row, 1, [("同意確認", "□ 契約者の同意を得ています"), ("備考", "特になし")], value=3)
    grid.put(row + 3, 4, "2025年6月6日版", look="hint")
