"""What the words of the catalogue are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KINDS = {
    "license": _l("ライセンス製品"),
    "saas": _l("SaaS"),
    "appliance": _l("アプライアンス"),
    "paid-support": _l("有償サポート"),
    "consumer-line": _l("ウイルスバスター クラウドなど"),
}
APPLICATION_KINDS = {"new": _l("新規"), "additional": _l("追加"), "renewal": _l("更新")}
CONTRACT_CLASSES = {"corporate": _l("一般"), "government": _l("官公庁"), "academic": _l("教育")}
CHANNELS = {"web": _l("Web"), "excel": _l("Excel申請書")}
UNITS = {"license": _l("ライセンス"), "user": _l("ユーザー"), "device": _l("台"), "contract": _l("契約")}
REFERENCES = {"any": _l("ライセンスID・アクティベーションコード・シリアル番号のどれか"), "serial": _l("シリアル番号")}
CODE_KINDS = {
    "activation-code": _l("アクティベーションコード"),
    "serial-number": _l("シリアル番号"),
    "none": _l("コードなし"),
}
CODES_PER = {"line": _l("1明細に1つ"), "unit": _l("数量の分")}
FILE_KINDS = {"download": _l("ダウンロード"), "manual": _l("マニュアル")}
TAX_RATES = {"10": "10%", "8": "8%"}
