"""Why a document is not issued, cancelled or corrected, and the sentence for each reason."""

from __future__ import annotations

from tbc.kit.phrases import lazy as _l


class DocumentRefused(Exception):
    """`reason` is one of `no-account`, `no-registration`, `nothing-to-pay`, `too-many-lines`, `not-open`, `not-paid`,
    `replaced`, `settled`, `receipted`, `no-reason`, `amount-differs`, `changed`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sentence(reason: str) -> str:
    """What is said to whoever asked, and what they can do."""
    return str(_SENTENCES[reason])


_SENTENCES = {
    "no-account": _l(
        "振込先の口座が設定されていないため、請求書を発行できません。"
        "運用担当者が TBC_BANK_ACCOUNTS を設定してください。"
    ),
    "no-registration": _l(
        "発行者の名称と登録番号が設定されていないため、領収書を発行できません。"
        "運用担当者が TBC_ISSUER_NAME と TBC_ISSUER_REGISTRATION_NUMBER を設定してください。"
    ),
    "nothing-to-pay": _l("お支払いいただく金額がないため、請求書は発行されません。"),
    "too-many-lines": _l("1通の書類に載せられる明細は100行までです。分けてお申し込みください。"),
    "not-open": _l("この請求書は、お支払い待ちではありません。"),
    "not-paid": _l("ご入金が確認できていないため、領収書を発行できません。"),
    "replaced": _l("この書類は、すでに取り消しまたは訂正されています。新しい書類をご覧ください。"),
    "settled": _l("入金済みの請求書は取り消せません。先に入金の消込を取り消してください。"),
    "receipted": _l("領収書が発行されています。先に領収書を取り消してください。"),
    "no-reason": _l("理由を入力してください。"),
    "amount-differs": _l("訂正では金額を変えられません。書類を取り消して、新しく発行してください。"),
    "changed": _l(
        "この書類の状態が、ページを開いたあとに変わりました。今の状態を確かめてから、もう一度操作してください。"
    ),
}
