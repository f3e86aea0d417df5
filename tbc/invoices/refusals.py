"""Why a document is not issued, cancelled or corrected, and the sentence for each reason."""

from __future__ import annotations

from flask_babel import gettext as _


class DocumentRefused(Exception):
    """`reason` is one of `no-account`, `no-registration`, `nothing-to-pay`, `too-many-lines`, `not-open`, `not-paid`,
    `replaced`, `settled`, `no-reason`, `amount-differs`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sentence(reason: str) -> str:
    """What is said to whoever asked, and what they can do."""
    said: str = _SENTENCES[reason]()
    return said


_SENTENCES = {
    "no-account": lambda: _(
        "振込先の口座が設定されていないため、請求書を発行できません。"
        "運用担当者が TBC_BANK_ACCOUNTS を設定してください。"
    ),
    "no-registration": lambda: _(
        "発行者の名称と登録番号が設定されていないため、領収書を発行できません。"
        "運用担当者が TBC_ISSUER_NAME と TBC_ISSUER_REGISTRATION_NUMBER を設定してください。"
    ),
    "nothing-to-pay": lambda: _("お支払いいただく金額がないため、請求書は発行されません。"),
    "too-many-lines": lambda: _("1通の書類に載せられる明細は100行までです。分けてお申し込みください。"),
    "not-open": lambda: _("この請求書は、お支払い待ちではありません。"),
    "not-paid": lambda: _("ご入金が確認できていないため、領収書を発行できません。"),
    "replaced": lambda: _("この書類は、すでに取り消しまたは訂正されています。新しい書類をご覧ください。"),
    "settled": lambda: _("入金済みの請求書は取り消せません。先に入金の消込を取り消してください。"),
    "no-reason": lambda: _("理由を入力してください。"),
    "amount-differs": lambda: _("訂正では金額を変えられません。書類を取り消して、新しく発行してください。"),
}
