"""What a problem says to its reader: what to do, then why, then the way out (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tbc.applications import record
from tbc.applications.rules import Problem
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
    "reference": _l("販売店管理番号は8桁までの数字で入力してください。"),
    "no_items": _l("製品を1つ以上選んでください。"),
    "too_many_items": _l("製品は%(most)s行までです。残りは別の申請に分けてください。"),
    "unknown_product": _l("この製品は見つかりません。行を取り消し、選び直してください。"),
    "refused_excel_only": _l("この製品はWebでは申請できません。製品の案内にある申請書をお使いください。"),
    "refused_not_yet_offered": _l("この製品はまだ申請を受け付けていません。行を取り消してください。"),
    "refused_no_longer_offered": _l("この製品の申請は受け付けを終えました。行を取り消してください。"),
    "refused_kind_not_offered": _l(
        "この製品は、選んだ申請区分では申請できません。申請区分か製品を選び直してください。"
    ),
    "refused_class_not_offered": _l(
        "この製品は、選んだ契約区分では申請できません。契約区分か製品を選び直してください。"
    ),
    "quantity_range": _l("この製品の数量は%(low)sから%(high)sまでです。"),
    "term_not_offered": _l("この製品の年数は%(years)s年から選んでください。"),
    "serial_needed": _l("お使いの機器のシリアル番号を入力してください。"),
    "reference_needed": _l("ライセンスID、アクティベーションコード、シリアル番号のどれか1つを入力してください。"),
    "license_id_shape": _l("ライセンスIDの形が違います。10桁の英数字を、証書で確認してください。"),
    "activation_code_shape": _l("アクティベーションコードの形が違います。証書のとおりに入力してください。"),
    "serial_number_shape": _l("シリアル番号の形が違います。機器か証書で確認してください。"),
    "line_twice": _l("%(line)s行目と同じ製品・番号です。1行にまとめてください。"),
    "no_contact_persons": _l("選んだ製品には、コンタクトパーソンの登録が1名から%(most)s名まで必要です。"),
    "too_many_persons": _l("コンタクトパーソンは%(most)s名までです。"),
    "no_supplement": _l("別紙「%(name)s」を記入して、アップロードしてください。"),
    "faulty_supplement": _l(
        "別紙「%(name)s」に直すところがあります。直したファイルを、もう一度アップロードしてください。"
    ),
    "same_dealer": _l("販売店と代理店が同じ会社です。「販売店と同じ」を選ぶか、代理店を入力し直してください。"),
    "unknown_postal_code": _l("郵便番号 %(code)s は見つかりません。間違いがなければ、このまま申請できます。"),
    "postal_mismatch": _l(
        "%(code)s は%(right)sの番号ですが、%(given)sと入力されています。このまま申請することもできます。"
    ),
}


def sentence(problem: Problem, names: Mapping[str, str] | None = None) -> str:
    """The sentence of `problem` in the reader's language; `names` gives the names of supplements by code."""
    values = dict(problem.values)
    if "code" in values and problem.code in {"no_supplement", "faulty_supplement"}:
        values["name"] = (names or {}).get(values["code"], values["code"])
    lists = {name: str(_l("・")).join(value) for name, value in values.items() if isinstance(value, (list, tuple))}
    return str(SENTENCES[problem.code]) % {"label": label(problem.path), **values, **lists}


def label(path: str) -> str:
    """What the field at `path` is called where its section is not seen beside it."""
    field = record.field_of(path)
    if field is not None:
        return str(field.called)
    part = path.split(".")[0].split("[")[0]
    return str(record.SECTION_NAMES.get(part, part))
