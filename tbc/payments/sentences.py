"""What is said of a file that is refused, of why a transfer was booked or waits, and of what cannot be decided."""

from __future__ import annotations

from typing import Any

from tbc.kit.phrases import lazy as _l
from tbc.payments.reading import FileFaulty

_FAULTS: dict[str, Any] = {
    "empty": _l("ファイルが空です。"),
    "too-large": _l("ファイルが大きすぎます。%(most)s MBまでにしてください。"),
    "ebcdic": _l("EBCDICのファイルです。銀行の画面で、JIS(シフトJIS)の形式を選んで取得し直してください。"),
    "not-a-bank-file": _l("銀行の入金ファイルではありません。全銀協規定形式か、登録した形式のCSVを選んでください。"),
    "wrong-kind": _l(
        "種別コード%(kind)sのファイルは取り込めません。振込入金通知(01)か入出金取引明細(03)を選んでください。"
    ),
    "time-deposit": _l("普通預金、当座預金、貯蓄預金のファイルだけを取り込めます。"),
    "wrong-length": _l("レコードの長さが200バイトではありません。ファイルを取得し直してください。"),
    "wrong-order": _l("レコードの順序が正しくありません。ファイルを取得し直してください。"),
    "wrong-number": _l("数字の項目を読み取れません。ファイルを取得し直してください。"),
    "wrong-date": _l("日付を読み取れません。ファイルを取得し直してください。"),
    "wrong-totals": _l(
        "合計が明細と一致しません(ファイルの合計 %(said)s、明細の合計 %(found)s)。取得し直してください。"
    ),
    "half-file": _l("ファイルが途中で切れています。取得し直してください。"),
    "no-encoding": _l("文字コードを判別できません。シフトJISかUTF-8で保存してください。"),
    "no-columns": _l("列が足りません(%(needed)s列必要ですが、%(found)s列です)。列の割り当てを確認してください。"),
    "no-transfers": _l("入金の行がありません。列の割り当てを確認してください。"),
}
_AT = _l("%(record)s件目のレコード: %(sentence)s")

REASONS: dict[str, Any] = {
    "virtual-account": _l("振込専用口座が一致"),
    "number": _l("請求書番号が一致"),
    "name": _l("振込名義が一致"),
    "alias": _l("以前に同じ支払者とした振込名義"),
    "amount": _l("金額が一致"),
    "account": _l("口座が一致"),
    "cancellation": _l("取消の明細です。取り消された入金を確認してください。"),
    "cancelled": _l("この入金を取り消す明細があります。"),
    "uncleared": _l("他店券を含み、まだ資金化されていません。"),
    "unknown-account": _l("登録していない口座への入金です。"),
    "several-numbers": _l("請求書番号が複数あります。"),
    "unknown-number": _l("書かれた番号の請求書はありません。"),
    "disagree": _l("番号と振込名義が、別の請求書を指しています。"),
    "number-slip": _l("1文字違いの番号にも同じ金額の請求書があり、振込名義でも確かめられません。"),
    "equal-candidates": _l("同じ金額の請求書が複数あります。"),
    "already-paid": _l("請求書は入金済みです。二重の振込かもしれません。"),
    "invoice-cancelled": _l("請求書は取り消されています。"),
    "invoice-lapsed": _l("請求書は失効しています。"),
    "amount-differs": _l("金額が請求書と一致しません。"),
    "other-account": _l("請求書と別の口座への入金です。"),
    "late": _l("起算日が支払期限の5営業日後を過ぎています。"),
    "early": _l("起算日が請求書の発行より前です。"),
    "payer-unknown": _l("振込名義に当たる請求書がありません。"),
}
REFUSED: dict[str, Any] = {
    "nothing-chosen": _l("入金と請求書を選んでください。"),
    "many-to-many": _l("複数の入金と複数の請求書は、一度に消し込めません。どちらかを1件にしてください。"),
    "not-waiting": _l("この入金は処理済みです。画面を読み込み直してください。"),
    "is-cancellation": _l("取消の明細は消し込めません。"),
    "not-open": _l("請求書は入金待ちではありません。画面を読み込み直してください。"),
    "comment-missing": _l("理由を入力してください。"),
    "comment-long": _l("理由は500文字までにしてください。"),
    "not-booked": _l("消込は取り消されています。"),
    "not-put-aside": _l("この入金は保留にしていません。"),
    "built-upon": _l("この入金による更新のあとに、次の更新があります。先に次の更新を取り消してください。"),
}


def why_not(faulty: FileFaulty) -> str:
    """Why a file is not taken and what to do, in the reader's language."""
    sentence = str(_FAULTS[faulty.code]) % dict(faulty.values)
    return str(_AT) % {"record": faulty.record, "sentence": sentence} if faulty.record else sentence
