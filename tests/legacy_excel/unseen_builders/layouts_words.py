"""Other words on the labels: other terms, spaced letters, label and value in one cell."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders import cast
from tests.legacy_excel.unseen_builders.cast import address, postal
from tests.legacy_excel.unseen_builders.facts import (
    SAME_CUSTOMER,
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
def labels_in_other_terms() -> Case:
    """B-1 without its code, every label another word that a clerk knows: ご契約企業名, 携帯, 送付先, 使用許諾番号."""
    user = only(cast.MARINE, "corporate_number corporate_name_kana contact_name_kana", phone="090-3355-7712")
    dealer = only(cast.SOLUTIONS, "department")
    oracle = record(
        "B-1",
        "2023-10-01",
        kind="renewal",
        applied_on="2024-02-16",
        customer_po="SM-0216",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("lic@setouchi-zoki.example.co.jp", None, "三好　大輔"),
        reseller=dealer,
        items=[item("見本ウイルスチェッカー サーバー版", 12, 1, license_id="6627018834", current_end_on="2024-03-31")],
        consent=True,
        remarks="今回で更新は最後の予定です。",
    )
    paper = Paper()
    s = paper.sheet("更新申込", B=24, C=46, D=12, E=12, F=16)
    s.put("B1:E1", "ライセンス製品　追加・更新申請書", "title")
    s.put("F1", "2023.10.1版", "hint")
    s.pairs(
        "B3",
        ("お申込み日", "2024年2月16日"),
        ("お申込み区分", "□追加　■更新"),
        ("発注番号", "SM-0216"),
        ("お客様種別", "■一般企業　□官公庁・自治体　□教育機関"),
    )
    s.put("B8:F8", "ご契約者様", "bar")
    s.pairs(
        "B9",
        ("ご契約企業名", user["corporate_name"]),
        ("ご所属", user["department"]),
        ("お役職", user["title"]),
        ("担当", user["contact_name"]),
        ("携帯", "０９０－３３５５－７７１２"),
        ("ご連絡先メール", user["email"]),
        ("〒", postal(user)),
        ("ご住所", address(user, "　")),
    )
    s.put("B18:F18", "サポートご連絡先", "bar")
    s.put("B19:F19", "■ ご契約者様と同じ")
    s.put("B20:F20", "送付先（ライセンス証書の電子納品）", "bar")
    s.pairs("B21", ("ご連絡先メール", "lic@setouchi-zoki.example.co.jp"), ("担当", "三好　大輔"))
    s.put("B23:F23", "お取扱い販売店", "bar")
    s.pairs(
        "B24",
        ("販売店名", dealer["company"]),
        ("支店・営業所名", dealer["branch"]),
        ("担当", dealer["contact_name"]),
        ("連絡先電話番号", dealer["phone"]),
        ("ご連絡先メール", dealer["email"]),
    )
    s.put("B30:F30", "更新対象", "bar")
    s.across("B31", "ライセンスNo.", "商品名称", "ライセンス数", "更新年数", "満了日", look="label")
    s.across("B32", "6627-0188-34", "見本ウイルスチェッカー サーバー版", 12, "1年間", "2024年3月31日")
    s.pairs("B35", ("ご同意", "■ 使用許諾条件に同意します"), ("その他ご要望", "今回で更新は最後の予定です。"))
    return Case("labels-in-other-terms.xlsx", paper, oracle)


@SHELF.add
def labels_with_spaced_letters() -> Case:
    """USER with labels and section titles whose letters are spread by spaces, some by line breaks."""
    user = only(cast.WEAVERS)
    oracle = record(
        "USER",
        "2025-06-06",
        applied_on="2025-07-22",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        reseller=only(cast.TRADING, "branch"),
        items=[
            item(
                "例示メールフィルター オンプレミス版",
                1,
                serial_number="MF-2025-00871",
                activation_code="SG-2XKD-8WQPL-5TTZB-6MMRA-9VCHE",
            )
        ],
        consent=True,
    )
    spread = {
        "corporate_name_kana": "フ リ ガ ナ",
        "corporate_name": "会　　社　　名",
        "corporate_number": "法　人　番　号",
        "department": "部　　署　　名",
        "title": "役　　　　職",
        "contact_name_kana": "フ　リ　ガ　ナ",
        "contact_name": "担　当　者　名",
        "phone": "電　話　番　号",
        "email": "Ｅ － ｍ ａ ｉ ｌ",
        "postal_code": "郵　便　番　号",
        "address": "住　　　　所",
    }
    paper = Paper()
    s = paper.sheet("登録", B=20, C=46, D=36, E=10)
    s.put("B1:D1", "新　規　ユ　ー　ザ　ー　登　録　書", "title")
    s.put("E1", "２０２５年６月６日版", "hint")
    s.pairs("B3", ("申　　請　　日", "２０２５年　７月２２日"))
    s.put("B5:E5", "契　約　者　情　報", "bar")
    s.pairs("B6", *party_rows(user, **spread))
    s.put("B18:E18", "サ ポ ー ト 窓 口", "bar")
    s.put("B19:E19", "☑　契 約 者 と 同 じ")
    s.put("B21:E21", "販　売　店", "bar")
    rows = dealer_rows(
        only(cast.TRADING, "branch"),
        company="会　社　名",
        branch="支　店　名",
        department="部　署　名",
        contact_name="担当者名",
        phone="電 話 番 号",
        email="E-mail",
    )
    s.pairs("B22", *rows)
    s.put("B29:E29", "購　入　製　品", "bar")
    s.across("B30", "シ リ ア ル\n番　　　号", "製　品　名", "アクティベーション\nコ　ー　ド", "数　量", look="label")
    s.across("B31", "MF-2025-00871", "例示メールフィルター オンプレミス版", "SG-2XKD-8WQPL-5TTZB-6MMRA-9VCHE", 1)
    s.pairs("B34", ("同　意　確　認", "☑ エンドユーザー様の同意を得ています"), ("備　　　　考", ""))
    return Case("labels-with-spaced-letters.xlsx", paper, oracle)


@SHELF.add
def label_and_value_in_one_cell() -> Case:
    """A-2 typed like a letter: each line one cell, 会社名：…, full-width and half-width colons mixed."""
    user = only(cast.FOODS, "corporate_number corporate_name_kana contact_name_kana")
    dealer = only(cast.OFFICE, "branch department")
    oracle = record(
        "A-2",
        "2025-06-06",
        applied_on="2025-11-10",
        contract_class="corporate",
        end_user=user,
        support_contact=SAME_CUSTOMER,
        delivery=delivery("system@hokuyo-dummy.example.com", user["corporate_name"], "佐伯　真"),
        reseller=dealer,
        items=[item("サンプルガード クラウド Business", 75, 3)],
        consent=True,
    )
    paper = Paper()
    s = paper.sheet("申請書", A=70)
    s.put("A1", "【A-2】SaaS／クラウド製品　新規購入申請書", "title")
    s.put("A2", "2025年6月6日版", "plain")
    s.down(
        "A3",
        "申請日：2025年11月10日",
        "契約区分：☑一般　□官公庁　□教育",
        None,
        "■ 契約者情報",
        f"会社名：{user['corporate_name']}",
        f"部署名：{user['department']}",
        f"役職：{user['title']}",
        f"ご担当者名：{user['contact_name']} 様",
        f"電話番号: {user['phone']}",
        f"E-mail: {user['email']}",
        f"郵便番号：〒{postal(user)}",
        f"住所：{address(user)}",
        None,
        "■ サポート窓口",
        "☑ 契約者と同じ",
        None,
        "■ 納品先",
        "E-mail：system@hokuyo-dummy.example.com",
        f"会社名：{user['corporate_name']}",
        "ご担当者名：佐伯　真",
        None,
        "■ 販売店",
        f"会社名：{dealer['company']} 御中",
        f"ご担当者名：{dealer['contact_name']}",
        f"電話番号：{dealer['phone']}",
        f"E-mail：{dealer['email']}",
        None,
        "■ 購入製品",
        "サービス名：サンプルガード クラウド Business",
        "ユーザー数：75ユーザー",
        "契約期間：3年",
        None,
        "同意確認：☑ エンドユーザー様の同意を得ています",
        "備考：特になし",
        look="plain",
    )
    return Case("label-and-value-in-one-cell.xlsx", paper, oracle)
