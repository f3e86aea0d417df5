"""How titles and labels are worded: the words before, behind and between what they ask for."""

import re
from typing import Final

# 製品名1, 数量②, 製品1の数量, 2台目 シリアル番号: the number tells items apart.
NUMBER_BEHIND: Final = re.compile(r"(.*\D)(\d{1,2})")
NUMBER_BEFORE: Final = re.compile(
    r"(?:製品|商品|品目|品名|ライセンス|サービス|明細|機器|契約|担当者?|窓口|連絡先|コンタクトパーソン|item|product|license|contact|person|no\.?)?(\d{1,2})"
    r"(?:つ目|台目|件目|番目|本目|人目|行目)?[:：.)]?の?(\D.*)"
)
KANA: Final = (
    r"(?:フリガナ|ふりがな|ﾌﾘｶﾞﾅ|振り?仮名|カナ名?|かな|読み(?:方|仮名|がな)?|よみがな|ヨミガナ|ヨミ"
    r"|kana|furigana|reading)"
)
KANA_BEHIND: Final = re.compile(rf"(.+?)[・/の:_]?[(\[]?{KANA}[)\]]?")
KANA_BEFORE: Final = re.compile(rf"{KANA}[・/:_]?[(\[]?(.+?)[)\]]?")
READINGS: Final = {
    "company_name": "company_kana", "company_kana": "company_kana",
    "contact_name": "contact_kana", "contact_kana": "contact_kana",
}  # fmt: skip
# Words before a label of an item that say what is done with it: ご購入数量, 更新対象製品名, ご契約更新年数.
DEEDS: Final = re.compile(
    r"(?:[ごお御]?(?:購入|注文|発注|申し?込み?|契約|更新|継続|保守|利用|使用|追加|登録|対象|導入|納入|希望|現在|既存|今回|現)(?:する|の)?)+"
)
DEED_LABELS: Final = frozenset({
    "product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on",
    "ignored",
})  # fmt: skip
# Whose addresses and people are none of those that a record has.
OTHER_MATTERS: Final = re.compile(
    r"請求|見積|振込|支払|入金|設置|経理|返送|返却|提出|緊急|紹介|保証|旧|前回|変更前|invoice|billing|payment"
)
NAMES: Final = frozenset({"company_name", "contact_name"})
JOINTS: Final = re.compile(r"[・/、,&]|または|又は|もしくは|および|及び")
ADDRESS_PARTS: Final = frozenset({"prefecture", "city", "street", "building"})
# The other language of a label: words alone.
NAME: Final = re.compile(r"[^\d:：@]{2,30}")
# （旧）メールアドレス: what was, not what is.
FORMER: Final = re.compile(
    r"\s*[(（\[［【〔<＜]?(?:旧|変更前|前回|以前|former|old)[)）\]］】〕>＞の]?\s*(?=\S{2})", re.IGNORECASE
)
# 更新対象サービス, Products to Renew, Appliances under Maintenance.
ENGLISH_ITEMS: Final = re.compile(
    r"(?:purchased?|order(?:ed)?|renew(?:al|ed|ing)?|new|registered|requested|licensed|target|details?of|listof|the|of)*"
    r"(?:products?|items?|services?|licen[sc]es?|appliances?|hardware|devices?|equipment|subscriptions?|contracts?)"
    r"(?:to(?:be)?(?:renew|purchas|order|regist)\w*|for(?:renewal|purchase|registration)|(?:being)?(?:renewed|purchased|ordered|registered)"
    r"|under(?:contract|maintenance)|details?|list|information|section)+"
    r"|(?:purchased?|order(?:ed)?|renew(?:al|ed|ing)|registered|requested)(?:products?|items?|services?|licen[sc]es?|contracts?)"
)
# No value ends like these labels: 支社・支店名, ライセンス数量.
SURE_ENDING: Final = re.compile(r"(?:.名|名称|番号|no|数量|総数|台数|本数|年数|期間|年月日|アドレス|コード|区分|種別)$")
# Titles that name a person: with 名 behind them they ask for that person, other titles for a company.
PERSON: Final = re.compile(r"(?:者|担当|窓口|パーソン)$")
