"""The fields as a list of two columns, as a matrix of parties, and with the party named in each label."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, postal
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
    SAME_RESELLER,
    Case,
    Shelf,
    delivery,
    item,
    only,
    person,
    record,
)
from tests.legacy_excel.unseen_builders.paper import Paper
from tests.legacy_excel.unseen_builders.rows import dealer_rows, party_rows

SHELF = Shelf()


@SHELF.add
def a_list_of_two_columns() -> Case:
    """USER as a plain table 項目｜内容, the products and persons as rows of it, no code and no boxes."""
    user = only(cast.ELECTRIC, "title building")
    dealer = only(cast.MIHON, "department")
    oracle = record(
        "USER",
        "2024-04-01",
        applied_on="2024-05-20",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        reseller=dealer,
        items=[item("見本ウイルスチェッカー コーポレートエディション", 5, serial_number="HW2203114507")],
        contact_persons=[person("古賀　剛", "コガ　ツヨシ", "092-555-8840", "koga@tobu-mihon.example.jp")],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("登録書", A=30, B=60)
    s.put("A1:B1", "新規ユーザー登録書", "title")
    s.put("A2:B2", "令和6年4月1日版", "hint")
    s.across("A3", "項目", "内容", look="bar")
    s.pairs("A4", ("申込日", "令和6年5月20日"))
    s.put("A5:B5", "【契約者】", "bar")
    s.pairs(
        "A6",
        ("会社名", user["corporate_name"]),
        ("会社名フリガナ", "ﾕｳｹﾞﾝｶﾞｲｼｬﾄｳﾌﾞﾐﾎﾝﾃﾞﾝｷ"),
        ("法人番号", user["corporate_number"]),
        ("部署", "総務部"),
        ("担当者氏名", "古賀　剛"),
        ("担当者フリガナ", "こが　つよし"),
        ("TEL", "（０９２）５５５－８８４０"),
        ("メールアドレス", user["email"]),
        ("〒", "812-0011"),
        ("住所", "福岡市博多区博多駅前２－１７－５"),
    )
    s.put("A17:B17", "【サポート窓口】", "bar")
    s.pairs("A18", ("会社名", "契約者と同じ"), ("担当者氏名", None), ("TEL", None))
    s.put("A22:B22", "【販売店】", "bar")
    s.pairs(
        "A23",
        ("会社名", dealer["company"]),
        ("支店", dealer["branch"]),
        ("担当者氏名", dealer["contact_name"]),
        ("TEL", dealer["phone"]),
        ("メールアドレス", dealer["email"]),
    )
    s.put("A29:B29", "【購入製品】", "bar")
    s.pairs(
        "A30",
        ("製品名", "見本ウイルスチェッカー コーポレートエディション"),
        ("製造番号", "HW2203114507"),
        ("本数", "5本"),
    )
    s.put("A34:B34", "【コンタクトパーソン】", "bar")
    s.pairs(
        "A35",
        ("氏名", "古賀 剛"),
        ("フリガナ", "コガ ツヨシ"),
        ("TEL", "092-555-8840"),
        ("メールアドレス", "koga@tobu-mihon.example.jp"),
    )
    s.pairs("A40", ("エンドユーザー様の同意", "同意する"), ("備考", "なし"))
    return Case("two-column-list.xlsx", paper, oracle)


@SHELF.add
def a_matrix_of_parties() -> Case:
    """A-1 with one row per field and one column per party."""
    user = only(cast.LOGISTICS, "corporate_name_kana corporate_number title contact_name_kana")
    desk = only(
        user,
        contact_name="泉　孝雄",
        department="情報管理部",
        phone="03-5555-9370",
        email="izumi@sample-logi.example.com",
    )
    reseller, distributor = only(cast.SOLUTIONS, "branch"), only(cast.WHOLESALE, "branch")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-08-01",
        customer_po="4500017766",
        contract_class="corporate",
        end_user=user,
        support_contact=desk,
        delivery=delivery("lic@sample-logi.example.com", user["corporate_name"], "村井　沙織"),
        reseller=reseller,
        distributor=distributor,
        items=[
            item("Sample Guard Encryption（SG-ENC-100）", 1500, 3),
            item("例示メールフィルター オンプレミス版", 2, 3),
        ],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("A-1", A=14, B=30, C=30, D=28, E=30, F=34)
    s.put("A1:D1", "【A-1】ライセンス製品　新規購入申請書", "title")
    s.put("F1", "2025年6月6日版", "hint")
    s.across("A3", "申請日", date(2025, 8, 1), "得意先注文番号（PO#）", "4500017766", "契約区分", "☑一般 □官公庁 □教育")
    s.across("A5", "項目", "契約者（エンドユーザー）", "サポート窓口", "納品先", "販売店", "代理店", look="bar")
    rows = {
        "会社名": (user["corporate_name"],) * 3 + (reseller["company"], distributor["company"]),
        "部署名": (user["department"], desk["department"], "－", reseller["department"], distributor["department"]),
        "ご担当者名": (
            user["contact_name"],
            desk["contact_name"],
            "村井　沙織",
            reseller["contact_name"],
            distributor["contact_name"],
        ),
        "電話番号": (user["phone"], desk["phone"], "－", reseller["phone"], distributor["phone"]),
        "E-mail": (
            user["email"],
            desk["email"],
            "lic@sample-logi.example.com",
            reseller["email"],
            distributor["email"],
        ),
        "郵便番号": (postal(user), postal(desk), "－", "－", "－"),
        "住所": (address(user), address(desk), "－", "－", "－"),
    }
    for row, (text, values) in enumerate(rows.items(), 6):
        s.at(row, 1, text, "label")
        s.across(f"B{row}", *values)
    s.put("A14:F14", "購入製品", "bar")
    s.across("A15", "No.", "製品名", "数量", "契約年数", "備考", look="label")
    s.across("A16", 1, "Sample Guard Encryption（SG-ENC-100）", "1,500", 3, "至急")
    s.across("A17", 2, "例示メールフィルター オンプレミス版", "2", 3)
    s.across("A18", 3)
    s.across("A20", "同意確認", "☑ エンドユーザー様の同意を得ています")
    return Case("matrix.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def the_party_named_in_the_label() -> Case:
    """B-2HW without section titles: 契約者 会社名, 販売店 電話番号 and so on in one list of two columns."""
    user = only(cast.LOGISTICS, "corporate_name_kana corporate_number contact_name_kana")
    dealer = only(cast.MIHON, "branch department")
    oracle = record(
        "B-2HW",
        "2025-06-06",
        applied_on="2025-07-07",
        customer_po="L-0707",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("asset@sample-logi.example.com", user["corporate_name"], "村井　沙織"),
        reseller=dealer,
        distributor=SAME_RESELLER,
        consent=True,
        items=[item("例示アプライアンス SG-900", 2, 1, serial_number="SGA9-0044-6102", current_end_on="2025-08-31")],
    )
    paper = Paper()
    s = paper.sheet("保守更新", A=28, B=54, C=10, D=10, E=16)
    s.put("A1:B1", "【B-2HW】アプライアンス／ハードウェア保守　更新申請書", "title")
    s.put("C1:E1", "2025年6月6日版", "hint")
    rows = [("申請日", "2025/7/7"), ("得意先注文番号", "L-0707")]
    rows += [(f"契約者 {label}", str(value)) for label, value in party_rows(user)]
    rows += [
        ("サポート窓口", "☑ 契約者と同じ"),
        ("納品先 E-mail", "asset@sample-logi.example.com"),
        ("納品先 会社名", user["corporate_name"]),
        ("納品先 ご担当者名", "村井　沙織"),
    ]
    rows += [(f"販売店 {label}", str(value)) for label, value in dealer_rows(dealer) if value]
    rows += [("代理店", "☑ 販売店と同じ")]
    row = s.pairs("A3", *rows)
    s.across(f"A{row + 1}", "製品名", "シリアル番号", "台数", "更新年数", "保守終了日", look="label")
    s.across(f"A{row + 2}", "例示アプライアンス SG-900", "SGA9-0044-6102", "2台", "1年", "2025/8/31")
    s.pairs(f"A{row + 5}", ("同意確認", "☑ エンドユーザー様の同意を得ています"))
    return Case("party-in-the-label.xlsx", paper, oracle)
