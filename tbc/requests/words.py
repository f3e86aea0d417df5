"""What the kinds and ends of requests are called, for staff and for who asked."""

from __future__ import annotations

from typing import Any

from tbc.kit.phrases import lazy as _l

KIND_WORDS: dict[str, Any] = {
    "resend": _l("納品メールの再送"),
    "inquiry": _l("納品のお問い合わせ"),
    "delivery-email": _l("納品先メールアドレスの変更"),
    "contact-change": _l("契約の連絡先の変更"),
    "claim": _l("ライセンスの引き取り"),
    "bounce": _l("届かなかったメール"),
    "renewal": _l("延長していない契約更新"),
}
STATE_WORDS: dict[str, Any] = {
    "open": _l("対応待ち"),
    "approved": _l("承認済み"),
    "refused": _l("お断り"),
    "answered": _l("回答済み"),
    "withdrawn": _l("依頼者が取り下げ"),
}
REQUESTER_WORDS: dict[str, Any] = {
    "company": _l("法人名（正式名称）"),
    "department": _l("所属部署"),
    "name": _l("担当者氏名"),
    "phone": _l("電話番号"),
    "email": _l("メールアドレス"),
    "prefecture": _l("都道府県"),
    "city": _l("市区町村"),
}
