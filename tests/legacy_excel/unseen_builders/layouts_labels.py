"""Labels in two languages, and in English alone."""

from __future__ import annotations

from datetime import date

from tests.legacy_excel.unseen_builders import cast
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
def labels_in_two_languages() -> Case:
    """A-1 whose labels and section titles say it in Japanese and English, with a slash or a line break between."""
    user = only(cast.GUILD, "title")
    oracle = record(
        "A-1",
        "2025-06-06",
        applied_on="2025-09-01",
        customer_po="ZH-77",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery(user["email"], user["corporate_name"], user["contact_name"]),
        reseller=cast.TRADING,
        items=[item("サンプルガード エンドポイント スタンダード", 35, 1)],
        contact_persons=[person("柴崎　登", "シバサキ　ノボル", "03-5555-6028", user["email"])],
        consent=True,
        remarks="Please send the invoice to our Tokyo office.",
    )
    english = {
        "corporate_name_kana": "フリガナ / Company Name (Kana)",
        "corporate_name": "会社名 / Company Name *",
        "corporate_number": "法人番号 / Corporate Number",
        "department": "部署名 / Department",
        "contact_name_kana": "フリガナ / Contact (Kana)",
        "contact_name": "ご担当者名 / Contact Person *",
        "phone": "電話番号 / Phone *",
        "email": "メールアドレス / E-mail *",
        "postal_code": "郵便番号 / Postal Code *",
        "address": "住所 / Address *",
    }
    paper = Paper()
    s = paper.sheet("A-1 (JP-EN)", B=34, C=44, D=24, E=18)
    s.put("B1:D1", "【A-1】ライセンス製品　新規購入申請書\nLicense Products - New Purchase Application", "title")
    s.put("E1", "2025年6月6日版", "hint")
    s.pairs(
        "B3",
        ("申請日\nApplication Date *", date(2025, 9, 1)),
        ("得意先注文番号\nPO Number", "ZH-77"),
        ("契約区分\nContract Class *", "☑ 一般 Corporate　☐ 官公庁 Government　☐ 教育 Academic"),
    )
    s.put("B7:E7", "■ 契約者情報（エンドユーザー） / End User", "bar")
    s.pairs("B8", *party_rows(user, **english))
    s.put("B19:E19", "■ サポート窓口 / Support Contact", "bar")
    s.put("B20:E20", "☑ 契約者と同じ / Same as End User")
    s.put("B22:E22", "■ 納品先 / Delivery", "bar")
    s.pairs(
        "B23",
        ("メールアドレス / E-mail *", user["email"]),
        ("会社名 / Company Name", user["corporate_name"]),
        ("ご担当者名 / Contact Person", user["contact_name"]),
    )
    s.put("B27:E27", "■ 販売店 / Reseller", "bar")
    s.pairs(
        "B28",
        *dealer_rows(
            cast.TRADING,
            company="会社名 / Company Name *",
            branch="支店名 / Branch",
            department="部署名 / Department",
            contact_name="ご担当者名 / Contact Person",
            phone="電話番号 / Phone",
            email="メールアドレス / E-mail",
        ),
    )
    s.put("B35:E35", "■ 購入製品 / Products", "bar")
    s.put("B36:C36", "製品名 / Product Name", "label")
    s.across("D36", "数量 / Quantity", "契約年数 / Term (Years)", look="label")
    s.put("B37:C37", "サンプルガード エンドポイント スタンダード")
    s.across("D37", 35, 1)
    s.put("B40:E40", "■ コンタクトパーソン / Contact Persons", "bar")
    s.across("B41", "お名前 / Name", "フリガナ / Kana", "電話番号 / Phone", "E-mail", look="label")
    s.across("B42", "柴崎 登", "シバサキ ノボル", "03-5555-6028", user["email"])
    s.pairs(
        "B45",
        ("同意確認 / Consent", "☑ 同意する I agree　☐ 同意しない I do not agree"),
        ("備考 / Remarks", "Please send the invoice to our Tokyo office."),
    )
    return Case("labels-in-two-languages.xlsx", paper, oracle, "xlsxwriter")


@SHELF.add
def labels_in_english() -> Case:
    """A-2 for foreign staff: all labels in English, the values Japanese."""
    user = only(cast.LOGISTICS, "corporate_name_kana corporate_number title contact_name_kana")
    oracle = record(
        "A-2",
        "2024-04-01",
        applied_on="2025-02-14",
        customer_po="SL-20250214",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("cloud@sample-logi.example.com", None, "村井　沙織"),
        reseller=only(cast.WHOLESALE, "branch"),
        distributor=SAME_RESELLER,
        items=[item("Sample Guard XDR Service [SGX-12]", 250, 1), item("サンプルガード メールクラウド", 250, 1)],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("Application", A=20, B=44, C=14, D=14)
    s.put("A1:C1", "[A-2] SaaS / Cloud Products - New Purchase Application", "title")
    s.put("D1", "Rev. 2024/04/01", "hint")
    s.pairs(
        "A3",
        ("Application Date", "2025-02-14"),
        ("PO Number", "SL-20250214"),
        ("Contract Class", "☑ Corporate　□ Government　□ Academic"),
    )
    s.put("A7:D7", "End User", "bar")
    labels = {
        "corporate_name": "Company Name",
        "department": "Department",
        "contact_name": "Contact Person",
        "phone": "Phone",
        "email": "E-mail",
        "postal_code": "Postal Code",
        "address": "Address",
    }
    s.pairs("A8", *party_rows(user, **labels))
    s.put("A16:D16", "Support Contact", "bar")
    s.put("A17:D17", "☑ Same as End User")
    s.put("A19:D19", "Delivery", "bar")
    s.pairs(
        "A20", ("E-mail", "cloud@sample-logi.example.com"), ("Company Name", "N/A"), ("Contact Person", "村井 沙織 様")
    )
    s.put("A24:D24", "Reseller", "bar")
    s.pairs(
        "A25",
        *dealer_rows(
            only(cast.WHOLESALE, "branch"),
            company="Company Name",
            branch="Branch",
            department="Department",
            contact_name="Contact Person",
            phone="Phone",
        ),
    )
    s.put("A32:D32", "Distributor", "bar")
    s.put("A33:D33", "☑ Same as Reseller")
    s.put("A35:D35", "Products", "bar")
    s.put("A36:B36", "Product Name", "label")
    s.across("C36", "Quantity", "Term (years)", look="label")
    for row, line in enumerate(oracle["application"]["items"], 37):
        s.at(row, 1, line["product_name"], across=2)
        s.across(f"C{row}", line["quantity"], 1)
    s.pairs("A41", ("Consent", "☑ I agree"), ("Remarks", None))
    return Case("labels-in-english.xlsx", paper, oracle)
