"""What the kinds of problems are called in filters, statistics and exports; a problem's own sentence is in `words`."""

from __future__ import annotations

from typing import Any

from tbc.kit.phrases import lazy as _l

# The library's codes first, then those of the portal that a legacy sheet can have.
NAMES: dict[str, Any] = {
    "blank_form": _l("記入がない"),
    "missing_required": _l("必須項目が空欄"),
    "invalid_email": _l("メールアドレスを読めない"),
    "free_mail": _l("フリーメール"),
    "invalid_corporate_number": _l("法人番号の誤り"),
    "postal_mismatch": _l("郵便番号と都道府県の不一致"),
    "invalid_quantity": _l("数量の誤り"),
    "invalid_date": _l("日付の誤り"),
    "invalid_value": _l("値を読めない"),
    "ambiguous_choice": _l("複数のチェック"),
    "uncertain": _l("読み取りに確信がない"),
    "unknown_form": _l("不明な様式"),
    "encrypted": _l("パスワード付き"),
    "unreadable_file": _l("開けないファイル"),
    "too_large": _l("大きすぎるファイル"),
    "required": _l("必須項目がない"),
    "choose": _l("選択がない"),
    "no_items": _l("製品がない"),
    "too_many_items": _l("製品が多すぎる"),
    "unknown_product": _l("製品が決まらない"),
    "refused_not_yet_offered": _l("受け付け前の製品"),
    "refused_no_longer_offered": _l("受け付けを終えた製品"),
    "refused_kind_not_offered": _l("申請区分に合わない製品"),
    "refused_class_not_offered": _l("契約区分に合わない製品"),
    "quantity_range": _l("数量の範囲外"),
    "term_not_offered": _l("選べない年数"),
    "serial_needed": _l("シリアル番号がない"),
    "reference_needed": _l("ライセンスIDなどがない"),
    "license_id_shape": _l("ライセンスIDの形"),
    "activation_code_shape": _l("アクティベーションコードの形"),
    "serial_number_shape": _l("シリアル番号の形"),
    "line_twice": _l("同じ製品の行"),
    "no_contact_persons": _l("コンタクトパーソンがない"),
    "too_many_persons": _l("コンタクトパーソンが多すぎる"),
    "no_supplement": _l("別紙がない"),
    "same_dealer": _l("販売店と代理店が同じ"),
    "same_dealer_known": _l("販売店と代理店が同じ"),
    "too_long": _l("長すぎる値"),
    "not_kana": _l("カナでないフリガナ"),
    "phone_digits": _l("数字でない電話番号"),
    "phone_unknown": _l("電話番号の桁数"),
    "postal_code": _l("郵便番号の形"),
    "unknown_postal_code": _l("見つからない郵便番号"),
    "corporate_number_digits": _l("法人番号の桁数"),
    "corporate_number": _l("法人番号の不一致"),
    "date": _l("日付の形"),
    "date_impossible": _l("ありえない日付"),
    "email": _l("メールアドレスの形"),
    "number": _l("数字でない値"),
    "number_range": _l("数の範囲外"),
    "reference": _l("販売店管理番号の形"),
}
# Problems that were added since are counted and filtered under their own code until they have a name here.


def name_of(code: str) -> str:
    """What the problem `code` is called."""
    return str(NAMES.get(code, code))
