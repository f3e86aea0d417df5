"""What a problem of a single field says to its reader: what to do, then why, then the way out (DESIGN §8)."""

from __future__ import annotations

from typing import Any

from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l

SENTENCES: dict[str, Any] = {
    "required": _l("%(label)sを入力してください。"),
    "choose": _l("%(label)sを選んでください。"),
    "too_long": _l("%(label)sは%(longest)s字以内で入力してください。今は%(length)s字です。"),
    "not_kana": _l("%(label)sはカナで入力してください。ひらがな、半角カナでもかまいません。"),
    "phone_digits": _l("%(label)sは数字で入力してください。例: 03-5555-1234"),
    "phone_unknown": _l("%(label)sの桁数を確認してください。市外局番から入力します。例: 03-5555-1234"),
    "email": _l("%(label)sの形を確認してください。例: name@example.co.jp"),
    "postal_code": _l("%(label)sは7桁の数字で入力してください。例: 100-0001"),
    "corporate_number_digits": _l("法人番号は13桁の数字です。分からないときは空欄にしてください。"),
    "corporate_number": _l("番号が一致しません。通知書の13桁を確認してください。分からないときは空欄にしてください。"),
    "number": _l("%(label)sは数字で入力してください。例: 100"),
    "number_range": _l("%(label)sは1から999,999までの数で入力してください。"),
    "date": _l("%(label)sは年月日で入力してください。例: 2026/11/20、令和8年11月20日"),
    "date_impossible": _l("%(label)sの日付がありません。年月日を確認してください。"),
    "unknown_postal_code": _l("郵便番号 %(code)s は見つかりません。間違いがなければ、このまま申請できます。"),
    "postal_mismatch": _l(
        "%(code)s は%(right)sの番号ですが、%(given)sと入力されています。このまま申請することもできます。"
    ),
}


def sentence(template: Any, problem: Problem, label: str, **more: Any) -> str:
    """`template` filled in for `problem` of the field called `label`, in the reader's language."""
    values = {**problem.values, **more}
    lists = {name: str(_l("・")).join(value) for name, value in values.items() if isinstance(value, (list, tuple))}
    return str(template) % {"label": label, **values, **lists}
