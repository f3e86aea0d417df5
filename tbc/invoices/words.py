"""What documents, accounts and states are called."""

from __future__ import annotations

from tbc.kit.phrases import lazy as _l

KINDS = {
    "quote": _l("見積書"),
    "invoice": _l("請求書"),
    "receipt": _l("領収書"),
    "cancellation": _l("取消書"),
    "correction": _l("訂正書"),
}
CORRECTIONS = {"quote": _l("訂正見積書"), "invoice": _l("訂正請求書"), "receipt": _l("訂正領収書")}
ACCOUNT_KINDS = {"ordinary": _l("普通預金"), "current": _l("当座預金"), "savings": _l("貯蓄預金")}
AGES = {
    "not-due": _l("期限前"),
    "to-30": _l("1–30日超過"),
    "to-60": _l("31–60日超過"),
    "over-60": _l("60日を超える超過"),
}
AGE_CHOICES = {"overdue": _l("期限を過ぎたものすべて"), **AGES}
ACTS = {
    "invoice-paid": _l("入金を確認しました"),
    "invoice-reopened": _l("入金の消込が取り消されました"),
    "invoice-lapsed": _l("期限が切れました"),
    "document-cancelled": _l("取り消しました"),
    "document-corrected": _l("訂正しました"),
}
STATES = {
    "open": _l("お支払い待ち"),
    "paid": _l("入金済み"),
    "cancelled": _l("取消済み"),
    "lapsed": _l("期限切れ"),
}
