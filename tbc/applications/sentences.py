"""What a problem says to its reader: what to do, then why, then the way out (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tbc.applications import record
from tbc.kit.entries import sentences as entries
from tbc.kit.entries.problem import Problem
from tbc.kit.phrases import lazy as _l

SENTENCES: dict[str, Any] = {
    **entries.SENTENCES,
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
    "same_dealer_known": _l(
        "販売店の「%(reseller)s」と同じ会社の、別の名前です。「販売店と同じ」を選ぶか、代理店を入力し直してください。"
    ),
}


def sentence(problem: Problem, names: Mapping[str, str] | None = None) -> str:
    """The sentence of `problem` in the reader's language; `names` gives the names of supplements by code."""
    named = {}
    if problem.code in {"no_supplement", "faulty_supplement"}:
        code = problem.values["code"]
        named["name"] = (names or {}).get(code, code)
    return entries.sentence(SENTENCES[problem.code], problem, label(problem.path), **named)


def label(path: str) -> str:
    """What the field at `path` is called where its section is not seen beside it."""
    field = record.field_of(path)
    if field is not None:
        return str(field.called)
    part = path.split(".")[0].split("[")[0]
    return str(record.SECTION_NAMES.get(part, part))
