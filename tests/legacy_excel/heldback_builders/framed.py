"""Frames of other kinds: vertical titles, hints beside, colons between."""

from .book import Book, case
from .goods import (
    ENCRYPTION,
    ENDPOINT,
    GATEWAY,
    SANDBOX,
    SENSOR,
    XDR,
    device,
    new,
    person,
)
from .grid import Value
from .parts import DEALER_LABELS, DELIVERY_LABELS, PARTY_LABELS, box, classes, says, table, title
from .people import dealer, only, user
from .record import Record


@case("vertical-titles")
def vertical_titles(book: Book) -> None:
    """The section's name stands upright in a merged cell at the left of its lines."""
    record = Record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-05-30",
        customer_po="V-530",
        reseller_reference="40500001",
        end_user=user("nagoya", "corporate_number"),
        support_contact=only("nagoya", "corporate_name", "contact_name", "phone", "email", contact_name="大須　観"),
        delivery={"email": "daigo.sakae@owari-dummy.example.co.jp", "company": None, "contact_name": "栄　大吾"},
        reseller=dealer("hinagata"),
        distributor=dealer("daiichi"),
        items=[device(GATEWAY, 2, 1, "GW5-20-771A", "2025-06-30"), device(SENSOR, 4, 1, "NS2-20-001", "2025-06-30")],
        contact_persons=[
            person("栄　大吾", "サカエ　ダイゴ", "052-555-2727", "daigo.sakae@owari-dummy.example.co.jp"),
            person("大須　観", "オオス　カン", "052-555-2727", "kan@owari-dummy.example.co.jp"),
        ],
    )
    grid = book.sheet("保守", record)
    grid.put(1, 1, title(record), right=7, look="title")
    grid.put(2, 6, "2025年6月6日版", look="hint")
    row = 3
    few = [PARTY_LABELS[1], *PARTY_LABELS[5:8]]
    for name, section, fields in (
        (
            "申\n請",
            "",
            [("申請日", "applied_on"), ("得意先注文番号", "customer_po"), ("販売店管理番号", "reseller_reference")],
        ),
        ("契約者", "end_user", PARTY_LABELS),
        ("サポート窓口", "support_contact", few),
        ("納\n品\n先", "delivery", DELIVERY_LABELS),
        ("販\n売\n店", "reseller", DEALER_LABELS),
        ("代理店", "distributor", DEALER_LABELS),
    ):
        grid.put(row, 1, name, down=len(fields), look="side")
        row = grid.pairs(row, 2, says(record, section, fields), value=5)
    grid.put(row, 1, "更新対象製品", down=4, look="side")
    columns = [
        ("製品名", "product_name", 1),
        ("シリアル番号", "serial_number", 1),
        ("台数", "quantity", 1),
        ("更新年数", "term_years", 1),
        ("保守終了日", "current_end_on", 1),
    ]
    row = table(grid, record, row, 2, columns, 3)
    grid.put(row, 1, "コンタクト\nパーソン", down=3, look="side")
    row = table(
        grid,
        record,
        row,
        2,
        [("お名前", "name", 1), ("フリガナ", "name_kana", 1), ("電話番号", "phone", 1), ("E-mail", "email", 2)],
        2,
        "contact_persons",
    )
    grid.pairs(
        row,
        2,
        [("同意確認", box(record, "consent", "契約者の同意を得ています")), ("備考", record.say("remarks"))],
        value=5,
    )


@case("hints-beside")
def hints_beside(book: Book) -> None:
    """A third column shows an example for each answer."""
    record = Record(
        "A-1",
        "2025-06-06",
        {"end_user.corporate_name": "一般社団法人桃想定協会"},
        applied_on="2025-06-09",
        reseller_reference="00000912",
        contract_class="corporate",
        end_user=user("okayama", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "jimukyoku@momo-soutei.example.org", "company": None, "contact_name": "吉備　蓮"},
        reseller=dealer("kakuu"),
        distributor={"same_as": "reseller"},
        items=[new(ENDPOINT, 15, 1), new(ENCRYPTION, 3, 3)],
    )
    grid = book.sheet("入力シート", record)
    grid.put(1, 1, title(record), right=3, look="title")
    grid.put(2, 3, "2025年6月6日版", look="hint")
    grid.line(3, 1, ["項目", "ご記入欄", "記入例"], look="head")
    examples = {
        "applied_on": "2025/7/1",
        "reseller_reference": "00001234",
        "corporate_name": "株式会社記入例",
        "corporate_name_kana": "カブシキガイシャキニュウレイ",
        "department": "情報システム部",
        "title": "課長",
        "contact_name": "記入　例太郎",
        "phone": "03-5555-1111",
        "email": "rei-taro@example.com",
        "postal": "100-0005",
        "address": "東京都千代田区丸の内9-9-9 記入例ビル10F",
        "company": "記入例販売株式会社",
        "branch": "本店",
        "corporate_number": "7123456789012",
    }
    row = 4
    party = [*PARTY_LABELS[:2], ("法人番号", "corporate_number"), *PARTY_LABELS[2:4], *PARTY_LABELS[5:]]
    for name, section, fields in (
        ("", "", [("申請日", "applied_on"), ("販売店管理番号", "reseller_reference")]),
        ("■ 契約者", "end_user", party),
        ("■ 納品先", "delivery", DELIVERY_LABELS),
        ("■ 販売店", "reseller", DEALER_LABELS),
    ):
        if name:
            grid.put(row, 1, name, right=3, look="bar")
            row += 1
        for label, field in fields:
            grid.line(
                row, 1, [label, record.say(f"{section}.{field}" if section else field), examples[field]], look="value"
            )
            row += 1
    grid.line(row, 1, ["契約区分", classes(record), "☑ 一般　□ 官公庁　□ 教育"], look="value")
    grid.line(
        row + 1, 1, ["サポート窓口", box(record, "support_contact", "契約者と同じ"), "☑ 契約者と同じ"], look="value"
    )
    grid.line(row + 2, 1, ["代理店", box(record, "distributor", "販売店と同じ"), "☑ 販売店と同じ"], look="value")
    row += 3
    for index in range(2):
        lines = says(
            record,
            f"items[{index}]",
            [
                (f"製品名（{index + 1}）", "product_name"),
                (f"数量（{index + 1}）", "quantity"),
                (f"契約年数（{index + 1}）", "term_years"),
            ],
        )
        shown: tuple[Value, ...] = ("見本製品 スタンダード", 100, 1)
        for (label, value), example in zip(lines, shown, strict=True):
            grid.line(row, 1, [label, value, example], look="value")
            row += 1
    grid.line(row, 1, ["同意確認", box(record, "consent", "同意済み"), "☑ 同意済み"], look="value")
    grid.line(row + 1, 1, ["備考", record.say("remarks"), "納期の希望など"], look="value")


@case("colons-between", suffix=".ods", saved_by="libreoffice")
def colons_between(book: Book) -> None:
    """Label, a colon in a narrow cell, then the value; postal code inside the address cell."""
    record = Record(
        "A-2",
        "2024-04-01",
        applied_on="2024-08-05",
        customer_po="C-0805",
        contract_class="academic",
        end_user=user("kouka", "corporate_number", "contact_name_kana"),
        support_contact={"same_as": "end_user"},
        delivery={"email": "shino.mita@mitate-u.example.ac.jp", "company": None, "contact_name": "三田　志乃"},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo"),
        items=[new(SANDBOX, 2000, 1), new(XDR, 10, 1)],
    )
    record.write({"end_user.address": "〒650-0021　兵庫県神戸市中央区三宮町1-4-8　情報棟 203"})
    grid = book.sheet("申請書", record)
    grid.put(1, 2, title(record), right=4, look="title")
    grid.put(2, 2, "令和6年4月1日版", look="hint")
    row = 3
    party = [
        PARTY_LABELS[0],
        PARTY_LABELS[1],
        PARTY_LABELS[2],
        PARTY_LABELS[3],
        PARTY_LABELS[5],
        PARTY_LABELS[6],
        PARTY_LABELS[7],
        PARTY_LABELS[9],
    ]
    record.tell("end_user.postal_code")
    for name, section, fields in (
        ("", "", [("申請日", "applied_on"), ("得意先注文番号", "customer_po")]),
        ("■ 契約者", "end_user", party),
        ("■ サポート窓口", "", []),
        ("■ 納品先", "delivery", DELIVERY_LABELS),
        ("■ 販売店", "reseller", DEALER_LABELS),
        ("■ 代理店", "distributor", DEALER_LABELS),
    ):
        if name:
            grid.put(row, 2, name, right=4, look="bar")
            row += 1
        if name == "■ サポート窓口":
            grid.put(row, 2, box(record, "support_contact", "契約者と同じ"))
            row += 1
        for label, field in fields:
            grid.line(row, 2, [label, "：", record.say(f"{section}.{field}" if section else field)])
            row += 1
    grid.line(row, 2, ["契約区分", "：", classes(record)])
    grid.put(row + 1, 2, "■ 購入製品", right=4, look="bar")
    row = table(
        grid,
        record,
        row + 2,
        2,
        [("サービス名", "product_name", 2), ("ユーザー数", "quantity", 1), ("契約年数", "term_years", 1)],
        3,
        number="",
    )
    grid.line(row + 1, 2, ["同意確認", "：", box(record, "consent", "同意済み")])
    grid.line(row + 2, 2, ["備考", "：", record.say("remarks")])
