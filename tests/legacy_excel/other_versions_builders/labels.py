# ruff: noqa: E501 — words side by side, as wide as they are
"""Label texts: five Japanese vocabularies of other years and one in English."""

_BASE = {
    "applied_on": "申 請 日", "customer_po": "得意先注文番号（PO#）", "reseller_reference": "販売店管理番号（8桁）",
    "contract_class": "契約区分", "kind": "申請区分", "corporate_name": "会　社　名", "corporate_name_kana": "フリガナ",
    "corporate_number": "法人番号（13桁）", "department": "部署名", "title": "役　職", "contact_name": "ご担当者名",
    "contact_name_kana": "フリガナ", "phone": "電話番号", "fax": "FAX番号", "email": "E-mail", "postal_code": "郵便番号",
    "address": "住　所", "prefecture": "都道府県", "city": "市区町村", "street": "番　地", "building": "建物名", "company": "会社名",
    "branch": "支店名", "product_name": "製品名", "quantity": "数量", "term_years": "契約年数", "license_id": "ライセンスID",
    "activation_code": "アクティベーションコード", "serial_number": "シリアル番号", "current_end_on": "現契約終了日",
    "name": "お名前", "name_kana": "フリガナ", "consent": "同意確認", "remarks": "備　考", "no": "No.", "remark": "備考",
    "unit_price": "単価（円）", "amount": "金額（円）", "model": "型番", "total": "合　計", "unit": "単位",
    "end_user": "契約者情報（エンドユーザー）", "support_contact": "サポート窓口", "delivery": "納品先", "reseller": "販売店",
    "distributor": "代理店", "items": "購入製品", "contact_persons": "コンタクトパーソン", "installation": "設置先", "billing": "請求先",
    "office": "弊社使用欄（記入しないでください）", "head": "申請情報", "foot": "確認・連絡事項",
    "corporate": "一般", "government": "官公庁", "academic": "教育", "additional": "追加", "renewal": "更新",
    "same_end_user": "契約者と同じ", "same_reseller": "販売店と同じ", "agreed": "契約者の同意を得たうえで申請します",
    "yes": "はい", "no_word": "いいえ", "family": "姓", "given": "名",
}  # fmt: skip
_POLITE = _BASE | {
    "applied_on": "申込日", "customer_po": "貴社注文No.", "reseller_reference": "販売店\n管理No.", "contract_class": "お客様区分",
    "corporate_name": "法人名", "department": "所属部署", "title": "役職", "contact_name": "担当者氏名", "phone": "TEL", "fax": "FAX",
    "email": "メールアドレス", "postal_code": "〒", "address": "所在地", "building": "ビル名・階", "company": "法人名", "branch": "支店・営業所",
    "product_name": "商品名", "quantity": "本数", "term_years": "年数", "license_id": "ライセンス番号", "activation_code": "認証コード",
    "serial_number": "製造番号", "current_end_on": "契約満了日", "name": "氏名", "remarks": "通信欄", "end_user": "ご契約者（エンドユーザー様）",
    "support_contact": "サポートご担当窓口", "delivery": "電子納品先", "reseller": "ご購入元販売店", "distributor": "一次代理店",
    "items": "お申込み製品", "contact_persons": "問い合わせ担当者", "installation": "機器設置場所", "corporate": "一般企業",
    "government": "官公庁・自治体", "academic": "教育機関", "same_end_user": "ご契約者に同じ", "same_reseller": "販売店に同じ",
    "agreed": "エンドユーザー様の同意を得ています", "kind": "申込区分", "additional": "追加購入",
}  # fmt: skip
_SHORT = _BASE | {
    "applied_on": "ご記入日", "customer_po": "ご注文番号", "contract_class": "お客様区分", "corporate_name": "貴社名", "department": "部署",
    "title": "役職", "contact_name": "ご担当者", "phone": "お電話番号", "fax": "FAX", "email": "Eメール", "address": "住所", "company": "貴社名",
    "branch": "支店", "product_name": "品名", "quantity": "ライセンス数", "term_years": "契約期間", "license_id": "LID",
    "current_end_on": "有効期限", "name": "ご担当者", "remarks": "ご連絡事項", "end_user": "お客様情報（エンドユーザー）",
    "support_contact": "サポート連絡先", "delivery": "ご納品先", "reseller": "販売会社", "distributor": "仕入元代理店", "items": "ご注文内容",
    "corporate": "一般企業", "government": "官公庁・自治体", "academic": "教育機関", "same_end_user": "お客様情報と同じ",
    "same_reseller": "販売会社と同じ", "agreed": "エンドユーザー様の同意を得ています", "street": "町名・番地", "city": "市区郡・町村",
}  # fmt: skip
_DEALER = _BASE | {
    "applied_on": "お申込日", "customer_po": "貴社発注番号", "reseller_reference": "販売店様管理番号", "contract_class": "ご契約区分",
    "corporate_name": "会社名・団体名", "corporate_name_kana": "会社名（フリガナ）", "department": "ご所属部署", "title": "お役職",
    "contact_name": "ご担当者様名", "contact_name_kana": "ご担当者様名（フリガナ）", "phone": "お電話", "email": "メールアドレス",
    "postal_code": "〒番号", "address": "ご住所", "building": "建物名・部屋番号", "company": "貴社名", "branch": "支店・営業所名",
    "product_name": "製品名称", "quantity": "ご購入数量", "term_years": "ご契約年数", "license_id": "ライセンスＩＤ", "serial_number": "製造番号（S/N）",
    "current_end_on": "契約終了日", "name": "氏名", "name_kana": "氏名（カナ）", "remarks": "その他ご連絡事項", "end_user": "エンドユーザー情報",
    "support_contact": "サポート窓口ご担当者", "delivery": "納品先情報", "reseller": "販売店様情報", "distributor": "代理店様情報",
    "items": "お申込み製品", "contact_persons": "コンタクトパーソン", "installation": "設置場所", "kind": "お申込区分",
    "same_end_user": "エンドユーザー情報に同じ", "same_reseller": "販売店様情報に同じ", "agreed": "エンドユーザー様の同意を得ております",
}  # fmt: skip
_OLD = _BASE | {
    "applied_on": "申請年月日", "customer_po": "注文番号", "contract_class": "契約区分", "corporate_name": "御社名", "department": "部　署",
    "title": "役 職 名", "contact_name": "担当者名", "phone": "電　話", "fax": "ＦＡＸ", "email": "ｅ-Mail", "postal_code": "郵便番号",
    "address": "所 在 地", "company": "御社名", "branch": "支　店", "product_name": "サービス名", "quantity": "数　量", "term_years": "更新期間",
    "license_id": "ライセンス番号", "current_end_on": "契約満了日", "name": "担当者名", "end_user": "ご契約者情報", "support_contact": "サポート窓口",
    "delivery": "ご納品先", "reseller": "販売店", "distributor": "代理店", "items": "ご注文内容", "contact_persons": "問い合わせ担当者",
    "corporate": "一般", "same_end_user": "契約者に同じ", "same_reseller": "販売店に同じ",
}  # fmt: skip
ENGLISH = {
    "applied_on": "Application Date", "customer_po": "Customer PO No.", "reseller_reference": "Reseller Reference No.",
    "contract_class": "Contract Class", "kind": "Application Type", "corporate_name": "Company Name",
    "corporate_name_kana": "Company Name (Kana)", "corporate_number": "Corporate Number", "department": "Department",
    "title": "Job Title", "contact_name": "Contact Name", "contact_name_kana": "Contact Name (Kana)", "phone": "Phone", "fax": "Fax",
    "email": "E-mail", "postal_code": "Postal Code", "address": "Address", "prefecture": "Prefecture", "city": "City",
    "street": "Street", "building": "Building", "company": "Company Name", "branch": "Branch", "product_name": "Product Name",
    "quantity": "Quantity", "term_years": "Term (Years)", "license_id": "License ID", "activation_code": "Activation Code",
    "serial_number": "Serial Number", "current_end_on": "Current End Date", "name": "Name", "name_kana": "Name (Kana)",
    "consent": "Consent", "remarks": "Remarks", "no": "No.", "remark": "Notes", "unit_price": "Unit Price", "amount": "Amount",
    "model": "Model", "total": "Total", "unit": "Unit", "end_user": "End User Information", "support_contact": "Support Contact",
    "delivery": "Delivery", "reseller": "Reseller", "distributor": "Distributor", "items": "Products",
    "contact_persons": "Contact Persons", "installation": "Installation Site", "billing": "Billing Address",
    "office": "For office use only", "head": "Application", "foot": "Confirmation", "corporate": "Corporate",
    "government": "Government", "academic": "Academic", "additional": "Additional", "renewal": "Renewal",
    "same_end_user": "Same as end user", "same_reseller": "Same as reseller", "agreed": "Submitted with the consent of the end user",
    "yes": "Yes", "no_word": "No", "family": "Family", "given": "Given",
}  # fmt: skip
TITLES = {
    "A-1": ("ライセンス製品　新規購入申請書", "Licensed Products – New Purchase Application"),
    "A-2": ("SaaS／クラウド製品　新規購入申請書", "SaaS / Cloud Products – New Purchase Application"),
    "B-1": ("ライセンス製品　追加・更新申請書", "Licensed Products – Addition / Renewal Application"),
    "B-2": ("SaaS製品　更新申請書", "SaaS Products – Renewal Application"),
    "B-2HW": ("アプライアンス／ハードウェア保守　更新申請書", "Appliance / Hardware Maintenance – Renewal Application"),
    "B-3": ("複数契約一括　更新申請書", "Multiple Contracts – Bulk Renewal Application"),
    "USER": ("新規ユーザー登録書", "New User Registration"),
}
_RENEWAL = {
    "base": {"items": "更新対象製品", "term_years": "更新年数"},
    "polite": {"items": "更新対象ライセンス", "term_years": "更新年数"},
    "short": {"items": "ご更新内容", "term_years": "更新期間"},
    "dealer": {"items": "更新対象製品", "term_years": "ご更新年数"},
    "old": {"items": "ご更新内容", "product_name": "品　名"},
    "english": {"items": "Products to Renew"},
}
_WORDS = {"base": _BASE, "polite": _POLITE, "short": _SHORT, "dealer": _DEALER, "old": _OLD, "english": ENGLISH}


def words(vocabulary: str, form: str) -> dict[str, str]:
    """The texts of a vocabulary for a form: renewals and hardware name some things otherwise."""
    chosen = dict(_WORDS[vocabulary])
    if form.startswith("B"):
        chosen |= _RENEWAL[vocabulary]
    if form == "B-2HW" and vocabulary != "english":
        chosen |= {"quantity": "台数", "current_end_on": "保守終了日"}
    if form in ("A-2", "B-2") and vocabulary in ("short", "old"):
        chosen |= {"quantity": "ユーザー数"}
    return chosen
