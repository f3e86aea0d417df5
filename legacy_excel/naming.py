"""Brings the many wordings of a name to one: courtesy, questions, old letters and long vowels do not tell names apart.

    ご契約者様の会社名をご記入ください   →  契約者の会社名
    御担当者様 · 担当者                 →  担当者
    エンドユーザー · エンドユーザ       →  エンドユーザ
    What is your company name?          →  companyname

All of it works on the keys of `legacy_excel.words.key`, on both sides of a look-up, so that no wording has to be listed
twice.
"""

import re
from functools import lru_cache
from typing import Final

_OLD_LETTERS: Final = str.maketrans("會號區縣數聯團體學﨑髙邊", "会号区県数連団体学崎高辺")
_QUESTION: Final = re.compile(
    r"(?:(?:が|の)?(?:あれば|ございましたら|ありましたら|ある(?:場合|方)は?|お持ちの場合は?))?"
    r"(?:を|について|は|につきまして|に関して)?(?:全て|すべて|正しく|正確に|必ず|下記に|以下に)*"
    r"[ごお御]?(?:教え|記入|入力|記載|書き|知らせ|選択|選び|指定|確認|回答|明記|聞かせ|チェック|丸をつけ|○をつけ)"
    r"(?:て|を|し|して|え)?(?:ください|下さい|頂けますか|いただけますか|願います|願いします|お願いします|お願いいたします|欄)?$"
)
_ASKING: Final = re.compile(
    r"(?:を(?:得|取|と|頂|いただ)[っいし]?て(?:い|おり)ますか|(?:は|に)(?:あり|いたし|し|され)ますか|は(?:(?:何|なん)[番名年本個月]?|どちら|どなた|いつ|いくつ)(?:です|でしょう)か|は)$"
)
_ENGLISH_QUESTION: Final = re.compile(
    r"^(?:please)?(?:what(?:is|'s)|enter|provide|fillin|input|write|specify|select)?(?:the|your|an|a(?=e?mail))?(?=[a-z]{3})"
)
_WHOSE: Final = re.compile(r"^(?:御社|貴社|弊社|あなた|貴方)(?:様)?の(?=.{2})")
_COURTESY: Final = re.compile(r"[ごお御貴](?=[ぁ-んァ-ヶ一-龠])|(?<=[ぁ-んァ-ヶ一-龠a-z])(?:様|さま|殿)")
_LONG_VOWEL: Final = re.compile(r"(?<=[ァ-ヶー])ー(?![ァ-ヶー])")
_FIELD: Final = re.compile(r"(?<=.)(?:記入欄|入力欄|欄)$")
_TOPIC: Final = re.compile(
    r"(?:の|に(?:関する|係る|ついての|対する))?(?:情報|詳細|明細|事項|内容|項目|データ|information|info|details?|section)$"
    r"|(?:に(?:ついて|関して)|につきまして)$|(?<=[a-z])(?:destination|address|site|location|company|party|contact)$"
)
# Between the name of a section and that of a field: 販売店の会社名, 納品先_住所, 契約者側TEL.
_JOINT: Final = re.compile(r"^(?:情報|側)?(?:の|に(?:関する|おける))?(?:'s)?[()\[\]【】・_|:,、>→]*の?")


@lru_cache(maxsize=16_384)
def core(key: str) -> str:
    """A label's key without courtesy, question, long vowels at the end of words; never empty unless the key is."""
    plain = key.translate(_OLD_LETTERS).rstrip("?？!！。.:：")
    asked = _QUESTION.sub("", plain)
    if asked == plain:
        asked = _ASKING.sub("", plain)
    asked = _WHOSE.sub("", _ENGLISH_QUESTION.sub("", asked))
    bare = _LONG_VOWEL.sub("", _FIELD.sub("", _COURTESY.sub("", asked)))
    return bare or plain


@lru_cache(maxsize=16_384)
def title_core(key: str) -> str:
    """As `core`, and without 情報, について and the like, which are said of any section."""
    bare = core(key)
    while True:
        shorter = _TOPIC.sub("", bare)
        if not shorter or shorter == bare:
            return bare
        bare = core(shorter)


def without_joint(rest: str) -> str:
    """What follows the name of a section in a label, without the words that join the two."""
    return _JOINT.sub("", rest)
