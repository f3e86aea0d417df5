"""Names of companies as keys: the same company however its name is written, for finding and never for showing."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

_FORMS = {
    "株式会社": "株",
    "有限会社": "有",
    "合同会社": "同",
    "合資会社": "資",
    "合名会社": "名",
    "一般社団法人": "一社",
    "一般財団法人": "一財",
    "公益社団法人": "公社",
    "公益財団法人": "公財",
    "学校法人": "学",
    "医療法人": "医",
    "社会福祉法人": "福",
    "独立行政法人": "独",
}
_SHORT = "|".join(_FORMS.values())
_FORM = rf"(?:{'|'.join(_FORMS)}|\((?:{_SHORT})\))"
_FIRST, _LAST = re.compile(rf"^{_FORM}"), re.compile(rf"{_FORM}$")
# Spaces, full stops, commas and middle dots are written or not as one likes; ー belongs to the name.
_DROPPED = re.compile(r"[\s.,、。・'’\"“”&_/|\-‐‑‒–—―−]+")
_BRACKETS = re.compile(r"[()\[\]{}「」『』【】〈〉<>]")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
# Letters of which one company writes the old or a rarer shape, and its customers the common one.
_SHAPES = (
    "髙高 﨑崎 𠮷吉 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 澤沢 櫻桜 廣広 國国 學学 嶋島 嶌島 冨富 德徳 "
    "惠恵 淵渕 瀧滝 龍竜 眞真 藏蔵 靜静 圓円 榮栄 會会 萬万 關関 鐵鉄 驛駅 樂楽 條条 來来 佛仏 "
    "寶宝 豐豊 彌弥 壽寿 顯顕 曉暁 經経 總総 續続 聲声 獨独 勞労 團団 圖図 單単 傳伝 點点 當当 "
    "黨党 賣売 發発 變変 步歩 戰戦 數数 澁渋 縣県 鹽塩 鄕郷 靑青 黑黒 黃黄 舊旧 號号 辯弁 與与 "
    "兩両 乘乗 亂乱 假仮 價価 兒児 內内 刄刃 劍剣 劑剤 勵励 區区 卷巻 參参 嚴厳 圍囲 壓圧 壞壊 "
    "壹壱 增増 墮堕 壯壮 實実 寫写 對対 將将 屆届 峽峡 巖巌 帶帯 廢廃 應応 懷懐 戲戯 據拠 擇択 "
    "擴拡 攝摂 效効 敕勅 斷断 晝昼 檢検 歐欧 歷歴 殘残 毆殴 氣気 沒没 濟済 濕湿 灣湾 爐炉 爭争 "
    "狀状 獎奨 獸獣 產産 畫画 盡尽 眾衆 硏研 禮礼 稻稲 穗穂 竊窃 粹粋 絲糸 緣縁 縱縦 繩縄 缺欠 "
    "聽聴 肅粛 脫脱 舍舎 艷艶 莊荘 處処 虛虚 "
)
_MODERN = {ord(pair[0]): pair[1] for pair in _SHAPES.split()}


class CompanyName(NamedTuple):
    """A name without its legal form, spaces and brackets, in one width, case and shape; and the form, short or empty.

    ㈱見本商會 and 見本商会 株式会社 are both (見本商会, 株).
    """

    core: str
    form: str

    @property
    def key(self) -> str:
        """What is equal for all ways to write this name; empty for no name."""
        return f"{self.core} {self.form}".strip()

    @property
    def keys(self) -> list[str]:
        """The keys that may mean this company: without a form, any form does."""
        if self.form or not self.core:
            return [self.key]
        return [self.core, *(f"{self.core} {form}" for form in _FORMS.values())]


def company_name(typed: str) -> CompanyName:
    """`typed` as its core and its legal form, which may stand before or behind."""
    flat = _DROPPED.sub("", modern(typed))
    before, behind = _FIRST.search(flat), _LAST.search(flat)
    found = before or behind
    core = _BRACKETS.sub("", _LAST.sub("", _FIRST.sub("", flat, count=1), count=1))
    if not found or not core:
        # A name of nothing but a form is a name.
        return CompanyName(_BRACKETS.sub("", flat), "")
    form = found[0].strip("()")
    return CompanyName(core, _FORMS.get(form, form))


def company_key(typed: str) -> str:
    """The key of a name; empty for no name."""
    return company_name(typed).key


def are_same_company(one: str, other: str) -> bool:
    """Whether both names mean one company: the same core, and no two different forms. No name is nobody's."""
    (core, form), (other_core, other_form) = company_name(one), company_name(other)
    return bool(core) and core == other_core and (form == other_form or not form or not other_form)


def modern(text: str) -> str:
    """`text` in one width, one case, katakana for hiragana, and common shapes of letters for old ones."""
    return normalize("NFKC", text).casefold().translate(_TO_KATAKANA).translate(_MODERN)
