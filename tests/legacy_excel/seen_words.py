"""The words of the forms of 2023-10-01 (README section 8), and texts of customers that have such words in them."""

from __future__ import annotations

VERSION = "2023年10月1日版"
TITLES = {
    "A-1": "ライセンス製品　新規購入申請書",
    "A-2": "SaaS／クラウド製品　新規購入申請書",
    "B-1": "ライセンス製品　追加・更新申請書",
    "B-2": "SaaS製品　更新申請書",
    "B-2HW": "アプライアンス／ハードウェア保守　更新申請書",
    "B-3": "複数契約一括　更新申請書",
    "USER": "新規ユーザー登録書",
}
SECTIONS = {
    "end_user": (
        "契約者情報（エンドユーザー）",
        "ご契約者（エンドユーザー様）",
        "お客様情報（エンドユーザー）",
        "エンドユーザー情報",
    ),
    "support_contact": ("サポート窓口", "サポートご担当窓口", "サポート連絡先"),
    "delivery": ("納品先", "電子納品先", "ご納品先"),
    "reseller": ("販売店", "ご購入元販売店", "販売会社", "販売店様情報"),
    "distributor": ("代理店", "一次代理店", "仕入元代理店", "代理店様情報"),
    "contact_persons": ("コンタクトパーソン", "問い合わせ担当者"),
    "site": ("設置先", "機器設置場所"),
    "bought": ("購入製品", "お申込み製品", "ご注文内容"),
    "renewed": ("更新対象製品", "更新対象ライセンス", "ご更新内容"),
}
LABELS = {
    "corporate_name": ("会　社　名\n（正式名称）", "法人名", "貴社名", "御社名"),
    "company": ("会社名", "法人名", "貴社名", "御社名"),
    "kana": ("フリガナ",),
    "department": ("部署名", "所属部署", "部署"),
    "title": ("役　職", "役職"),
    "contact_name": ("ご担当者名", "担当者氏名", "ご担当者", "担当者名"),
    "phone": ("電話番号", "TEL", "お電話番号", "電話"),
    "email": ("E-mail", "メールアドレス", "Eメール", "e-Mail"),
    "postal_code": ("郵便番号", "〒"),
    "address": ("住　所", "所在地", "住所"),
    "branch": ("支店名", "支店・営業所", "支店"),
    "applied_on": ("申 請 日", "申込日", "ご記入日", "申請年月日"),
    "customer_po": ("得意先注文番号\n（PO#）", "貴社注文No.", "ご注文番号"),
    "reseller_reference": ("販売店管理番号\n（8桁）", "販売店\n管理No."),
    "contract_class": ("契約区分", "お客様区分"),
    "kind": ("申請区分",),
    "product_name": ("製品名", "商品名", "品名", "サービス名"),
    "quantity": ("数量", "本数", "ライセンス数", "ユーザー数", "台数"),
    "term_years": ("契約年数", "年数", "契約期間", "更新年数", "更新期間"),
    "license_id": ("ライセンスID", "LID", "ライセンス番号", "ライセンスＩＤ"),
    "activation_code": ("アクティベーションコード", "認証コード"),
    "serial_number": ("シリアル番号", "製造番号"),
    "current_end_on": ("現契約\n終了日", "契約満了日", "有効期限", "保守終了日", "契約終了日"),
    "name": ("お名前", "氏名", "ご担当者", "担当者名"),
    "remarks": ("備　考", "通信欄", "ご連絡事項", "備考"),
    "consent": ("同意確認",),
    "fax": ("FAX",),
}
SAME = {"end_user": ("契約者", "ご契約者"), "reseller": ("販売店", "販売会社")}
OPTIONS = {
    "contract_class": {
        "corporate": ("一般", "一般企業"),
        "government": ("官公庁", "官公庁・自治体"),
        "academic": ("教育", "教育機関"),
    },
    "kind": {"additional": ("追加", "追加購入"), "renewal": ("更新", "更新")},
}
READERS = {
    "corporate_name": "company",
    "company": "company",
    "department": "plain",
    "title": "plain",
    "branch": "plain",
    "contact_name": "person",
    "name": "person",
    "corporate_name_kana": "kana",
    "contact_name_kana": "kana",
    "name_kana": "kana",
    "phone": "phone",
    "email": "email",
    "postal_code": "postal_code",
    "address": "address",
    "applied_on": "date",
    "current_end_on": "date",
    "customer_po": "order_number",
    "reseller_reference": "reseller_reference",
    "product_name": "plain",
    "quantity": "quantity",
    "term_years": "term_years",
    "license_id": "license_id",
    "activation_code": "code",
    "serial_number": "code",
    "remarks": "remarks",
}
MANDATORY = frozenset(
    {"corporate_name", "applied_on", "contract_class", "kind", "product_name", "quantity", "term_years"}
)
# Texts of customers that have words of the form in them.
OF_THE_FORM = {
    "department": (
        "サポート窓口",
        "サポートセンター",
        "販売店支援部",
        "契約管理課",
        "営業部（東京支店）",
        "製品企画室",
        "情報システム部※兼務",
    ),
    "title": ("担当", "担当課長", "部門責任者", "代表取締役", "No.2", "部長代理（兼）"),
    "branch": ("本社", "本店", "東京支店", "支店統括部", "販売会社東京支店"),
    "company": (
        "契約者管理株式会社",
        "株式会社代理店サービス",
        "販売店ネットワーク㈱",
        "FAX商会",
        "株式会社備考",
        "（有）製品名",
    ),
    "product_name": (
        "合計管理ソフト",
        "例示メールフィルター オンプレミス版",
        "サポート窓口パック（1年）",
        "※特価 サンプルガード",
        "数量限定版 SG-1",
    ),
    "remarks": (
        "販売店と同じ納品先でお願いします。",
        "同意書は別途郵送します。",
        "TEL：03-5555-1234まで",
        "※至急\n■ 販売店へ連絡済み",
        "合計 100本",
        "FAX 03-5555-0000",
        "申請日：2025/1/1\n備考：なし",
        "例）のとおり",
        "☑ 確認済み",
        "契約者と同じ住所に送付",
        "1. 至急\n2. 分納",
    ),
}
