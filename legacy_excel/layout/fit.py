"""How well a text fits what a field expects, before it is read: evidence for one value cell against another."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from legacy_excel.definitions import vocabulary
from legacy_excel.values.marks import MARK, options_in
from legacy_excel.values.text import is_ditto, is_nothing

FITS: Final = 2.0
MAY_FIT: Final = 0.0
DOES_NOT_FIT: Final = -2.0

_MAIL: Final = re.compile(r"\S@\S+\.\S")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+81|0\d)[\d\s()-]{7,14}\d")
_DATE: Final = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}|\d{1,2}\s*年\s*\d{1,2}\s*月|[RHS]\s*\d{1,2}\s*[./-]|^\d{8}$|^[2-5]\d{4}$|令和|平成"
)
_PREFECTURE: Final = re.compile(r"^\s*(?:〒[\d\s-]*)?(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)|[市区町村郡].*\d")
_COMPANY: Final = re.compile(
    r"株式会社|有限会社|合同会社|法人|大学|学校|病院|役所|役場|協会|機構|組合|銀行|センター|[(（][株有合財社医学][)）]|[㈱㈲]"
    r"|\b(?:inc|ltd|co|corp|llc|k\.?k)\b|[都道府県市区町村]$",
    re.IGNORECASE,
)
_KANA: Final = re.compile(r"[\sァ-ヶー・ｦ-ﾟぁ-んA-Za-z0-9.,&()（）'’-]+")
_HAS_KANA: Final = re.compile(r"[ァ-ヶｦ-ﾟぁ-ん]")
_KANJI: Final = re.compile(r"(?![株式会社有限合同財団法人学校医療様殿代表部課支店])[一-龠々]")
_DIGITS: Final = re.compile(r"\d")
_SENTENCE: Final = re.compile(r"(?:です|ます|ください|下さい|ません|でした)[。.!]?|。")

# Texts that are surely something else: an address, a number of a telephone, a sentence.
_OTHER_THINGS: Final[Mapping[str, tuple[re.Pattern[str], ...]]] = {
    "person": (_MAIL, _PHONE, re.compile(r"\d{4}"), _PREFECTURE, _SENTENCE, re.compile(r"株式会社|有限会社")),
    "company": (_MAIL, _PHONE, _SENTENCE),
    "plain": (_MAIL, _PHONE),
    "kana": (_MAIL, _PHONE, re.compile(r"\d{4}"), _SENTENCE),
}
_SURE_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "email": re.compile(r"^(?:mailto:)?<?[^\s@]+@[^\s@]+\.[^\s@]+$", re.IGNORECASE),
    "phone": re.compile(r"^(?:TEL)?[\s:.]*\+?[\d\s()-]{9,18}(?:[(\s]*(?:内線|ext|代表).*)?$", re.IGNORECASE),
    "date": _DATE,
    "end_date": _DATE,
    "address": _PREFECTURE,
    "company": _COMPANY,
    "postal_code": re.compile(r"^〒?\s*\d{3}\s*-?\s*\d{4}$"),
    "corporate_number": re.compile(r"^T?[\d\s-]{13,20}$"),
    "quantity": re.compile(r"^\d[\d,]*\s*\D{0,6}$"),
    "term_years": re.compile(r"^\d{1,2}\s*(?:年|[ヵヶかカケ]|y|$)"),
}
# Without any of these a text is no such value at all.
_NEEDS: Final[Mapping[str, re.Pattern[str]]] = {
    "email": re.compile("@"),
    "phone": _DIGITS,
    "date": re.compile(r"\d|元年"),
    "end_date": re.compile(r"\d|元年"),
    "postal_code": _DIGITS,
    "corporate_number": _DIGITS,
    "reseller_reference": _DIGITS,
    "quantity": re.compile(r"\d|[一二三四五六七八九十]"),
    "term_years": re.compile(r"\d|[一二三四五六七八九十]"),
}


@lru_cache(maxsize=16_384)
def fit(reader: str, text: str, concept: str = "") -> float:
    """FITS, MAY_FIT or DOES_NOT_FIT: what the field's reader will make of the text."""
    if is_nothing(text) or is_ditto(text):
        return MAY_FIT
    if reader in ("choice", "consent"):
        return _fits_choice(text, concept if reader == "choice" else "consent")
    plain = unicodedata.normalize("NFKC", text).strip()
    if reader in _NEEDS and not _NEEDS[reader].search(plain):
        return DOES_NOT_FIT
    if any(other.search(plain) for other in _OTHER_THINGS.get(reader, ())):
        return DOES_NOT_FIT
    if reader == "kana":
        return FITS if _KANA.fullmatch(plain) else DOES_NOT_FIT if _is_no_reading(plain) else MAY_FIT
    sign = _SURE_SIGNS.get(reader)
    return FITS if sign is not None and sign.search(plain) else MAY_FIT


def _is_no_reading(plain: str) -> bool:
    """Without any kana, or with other letters than people write into フリガナ: 株式会社ミホン, ミホン　ハナ様."""
    return _HAS_KANA.search(plain) is None or _KANJI.search(plain) is not None


def _fits_choice(text: str, concept: str) -> float:
    marks = options_in(text, vocabulary().choices.get(concept, {}))
    if marks.named:
        return FITS
    return MAY_FIT if MARK.search(text) or "同意" in text else DOES_NOT_FIT
