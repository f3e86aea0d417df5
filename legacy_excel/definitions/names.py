"""Looks up what a title or label names: as listed, else by its core, its number, the section it names, its parts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from legacy_excel.naming import core, title_core, without_joint
from legacy_excel.words import is_japanese, key, ways_to_read

# 製品名1, 数量②, 製品1の数量, 2台目 シリアル番号: the number tells items apart.
_NUMBER_BEHIND: Final = re.compile(r"(.*\D)(\d{1,2})")
_NUMBER_BEFORE: Final = re.compile(
    r"(?:製品|商品|品目|品名|ライセンス|サービス|明細|機器|契約|担当者?|窓口|連絡先|コンタクトパーソン|item|product|license|contact|person|no\.?)?(\d{1,2})"
    r"(?:つ目|台目|件目|番目|本目|人目|行目)?[:：.)]?の?(\D.*)"
)
_KANA: Final = (
    r"(?:フリガナ|ふりがな|ﾌﾘｶﾞﾅ|振り?仮名|カナ名?|かな|読み(?:方|仮名|がな)?|よみがな|ヨミガナ|ヨミ"
    r"|kana|furigana|reading)"
)
_KANA_BEHIND: Final = re.compile(rf"(.+?)[・/の:_]?[(\[]?{_KANA}[)\]]?")
_KANA_BEFORE: Final = re.compile(rf"{_KANA}[・/:_]?[(\[]?(.+?)[)\]]?")
READINGS: Final = {
    "company_name": "company_kana", "company_kana": "company_kana",
    "contact_name": "contact_kana", "contact_kana": "contact_kana",
}  # fmt: skip
# Words before a label of an item that say what is done with it: ご購入数量, 更新対象製品名, ご契約更新年数.
_DEEDS: Final = re.compile(
    r"(?:[ごお御]?(?:購入|注文|発注|申し?込み?|契約|更新|継続|保守|利用|使用|追加|登録|対象|導入|納入|希望|現在|既存|今回|現)(?:する|の)?)+"
)
_DEED_LABELS: Final = frozenset({
    "product_name", "quantity", "term_years", "license_id", "activation_code", "serial_number", "current_end_on",
    "ignored",
})  # fmt: skip
# Whose addresses and people are none of those that a record has.
_OTHER_MATTERS: Final = re.compile(
    r"請求|見積|振込|支払|入金|設置|経理|返送|返却|提出|緊急|紹介|保証|旧|前回|変更前|invoice|billing|payment"
)
NAMES: Final = frozenset({"company_name", "contact_name"})
_JOINTS: Final = re.compile(r"[・/、,&]|または|又は|もしくは|および|及び")
ADDRESS_PARTS: Final = frozenset({"prefecture", "city", "street", "building"})
# The other language of a label: words alone.
_NAME: Final = re.compile(r"[^\d:：@]{2,30}")
# （旧）メールアドレス: what was, not what is.
_FORMER: Final = re.compile(
    r"\s*[(（\[［【〔<＜]?(?:旧|変更前|前回|以前|former|old)[)）\]］】〕>＞の]?\s*(?=\S{2})", re.IGNORECASE
)
# 更新対象サービス, Products to Renew, Appliances under Maintenance.
_ENGLISH_ITEMS: Final = re.compile(
    r"(?:purchased?|order(?:ed)?|renew(?:al|ed|ing)?|new|registered|requested|licensed|target|details?of|listof|the|of)*"
    r"(?:products?|items?|services?|licen[sc]es?|appliances?|hardware|devices?|equipment|subscriptions?|contracts?)"
    r"(?:to(?:be)?(?:renew|purchas|order|regist)\w*|for(?:renewal|purchase|registration)|(?:being)?(?:renewed|purchased|ordered|registered)"
    r"|under(?:contract|maintenance)|details?|list|information|section)+"
    r"|(?:purchased?|order(?:ed)?|renew(?:al|ed|ing)|registered|requested)(?:products?|items?|services?|licen[sc]es?|contracts?)"
)
# No value ends like these labels: 支社・支店名, ライセンス数量.
_SURE_ENDING: Final = re.compile(
    r"(?:.名|名称|番号|no|数量|総数|台数|本数|年数|期間|年月日|アドレス|コード|区分|種別)$"
)
# Titles that name a person: with 名 behind them they ask for that person, other titles for a company.
_PERSON: Final = re.compile(r"(?:者|担当|窓口|パーソン)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label asks for: its section and number if it has them, and whether only a part is known."""

    concept: str
    section: str | None = None
    number: int | None = None
    is_partial: bool = False


class Words(Protocol):
    """What a vocabulary says of titles and labels."""

    @property
    def sections(self) -> Mapping[str, str]: ...

    @property
    def labels(self) -> Mapping[str, str]: ...

    @property
    def compounds(self) -> Mapping[str, re.Pattern[str]]: ...

    @property
    def compound_titles(self) -> Mapping[str, re.Pattern[str]]: ...

    @property
    def words(self) -> Mapping[str, frozenset[str]]: ...


class Names:
    """The titles and labels of a vocabulary, found under any wording."""

    def __init__(self, words: Words) -> None:
        self._sections, self._labels = sections, labels = words.sections, words.labels
        self._compounds, self._compound_titles = words.compounds, words.compound_titles
        self._section_cores = {core(title): name for title, name in sections.items()} | dict(sections)
        self._label_cores = {core(text): concept for text, concept in reversed(list(labels.items()))} | dict(labels)
        self._prefixes = _by_first_letter(self._section_cores)
        self._modifiers = _by_first_letter({core(modifier): modifier for modifier in words.words["modifier"]})
        self.section: Callable[[str], str | None] = lru_cache(maxsize=16_384)(self._section)
        self.label: Callable[[str], Meaning | None] = lru_cache(maxsize=16_384)(self._label)
        self._words = words.words
        self.has_word: Callable[[str, str], bool] = lru_cache(maxsize=32_768)(self._has_word)

    def _section(self, text: str) -> str | None:
        ways = ways_to_read(text)
        for way in (*ways.whole, *ways.parts):
            name = self._section_cores.get(core(way)) or self._section_cores.get(title_core(way))
            if name is not None:
                return name
        for way in map(title_core, ways.whole):
            for name, made in self._compound_titles.items():
                if made.fullmatch(way):
                    return name
        return "items" if any(map(_ENGLISH_ITEMS.fullmatch, (*ways.whole, *ways.parts))) else None

    def _has_word(self, group: str, text: str) -> bool:
        words = self._words[group]
        return key(text) in words or any(key(half) in words for half in ways_to_read(text).tongues)

    def section_within(self, text: str) -> str | None:
        """The section whose name a title ends with, unless the words before it tell of another matter."""
        whole = ways_to_read(text).whole
        way = title_core(whole[-1] if whole else key(text))
        if _OTHER_MATTERS.search(way):
            return "ignored"
        ends = (way[start:] for start in range(1, max(len(way) - 2, 1)))
        end = next((end for end in ends if end in self._section_cores), None)
        # 販売店・代理店 does not say which of the two stands below it.
        rest = re.split(r"[・/、,&]|および|及び|または|又は", way.removesuffix(end))[:-1] if end else []
        return None if end is None or any(part in self._section_cores for part in rest) else self._section_cores[end]

    def _label(self, text: str) -> Meaning | None:
        former = _FORMER.match(text)
        if former is not None and self.label(text[former.end() :]) is not None:
            return Meaning("ignored")
        ways = ways_to_read(text)
        for way in ways.whole:
            if way in self._labels:
                concept = self._part_of_address(self._labels[way], ways.parts)
                return Meaning(concept, self._named_in_brackets(ways.parts))
            if way in self._sections:
                return None
            both = self._in_two_languages(ways.tongues)
            if both is not None:
                return both
            looks = (
                look(core(way))
                for look in (self._reading, self._by_core, self._numbered, self._of_deed, self._with_section)
            )
            found = next((meaning for meaning in looks if meaning is not None), None)
            if found is not None:
                named = self._name_in_brackets(found, ways.parts)
                return replace(found, concept=named, section=found.section or self._named_in_brackets(ways.parts))
        modified = next((m for way in ways.whole if (m := self._modified(core(way))) is not None), None)
        return modified or self._compound(ways.whole) or self._joined(ways.whole) or self._by_parts(ways.parts)

    def _in_two_languages(self, tongues: Sequence[str]) -> Meaning | None:
        """会社名 / Company Name: both say the same, フリガナ and a name how that is read, or one is not known."""
        known = [meaning for meaning in map(self.label, tongues) if meaning is not None]
        if len(known) == 1 and not known[0].is_partial and not any(map(self.section, tongues)):
            other = next(tongue for tongue in tongues if self.label(tongue) is None)
            is_translated = len(set(map(is_japanese, tongues))) == 2
            return known[0] if is_translated and _NAME.fullmatch(other) else None
        if len(known) != 2:
            return None
        concepts = {meaning.concept for meaning in known}
        named = {READINGS[concept] for concept in concepts & READINGS.keys()}
        if "kana" in concepts and len(named) == 1:
            concepts = named
        if len(concepts) > 1:
            return None
        first, second = known
        return Meaning(concepts.pop(), first.section or second.section, first.number or second.number)

    def _of_deed(self, way: str) -> Meaning | None:
        """The label of an item behind words of what is done: ご購入数量; but 更新対象製品 is a title."""
        deeds = _DEEDS.match(way)
        if deeds is None or way in self._section_cores:
            return None
        starts = range(deeds.end(), 1, -1)
        found = next((c for start in starts if (c := self._label_cores.get(core(way[start:]))) in _DEED_LABELS), None)
        return Meaning(found) if found else None

    def _by_core(self, way: str) -> Meaning | None:
        concept = self._label_cores.get(way)
        return Meaning(concept) if concept else None

    def _reading(self, way: str) -> Meaning | None:
        """会社名フリガナ, フリガナ（ご担当者）: how a name is read."""
        match = _KANA_BEHIND.fullmatch(way) or _KANA_BEFORE.fullmatch(way)
        named = (self._by_core(core(match[1])) or self._modified(core(match[1]))) if match else None
        concept = READINGS.get(named.concept) if named else None
        return Meaning(concept) if concept else None

    def _numbered(self, way: str) -> Meaning | None:
        """The label with a number behind or before it."""
        behind = _NUMBER_BEHIND.fullmatch(way)
        if behind and (concept := self._label_cores.get(behind[1].strip("()[]-_."))):
            return Meaning(concept, number=int(behind[2]))
        before = _NUMBER_BEFORE.fullmatch(way)
        if before and (concept := self._label_cores.get(core(before[2]))):
            return Meaning(concept, number=int(before[1]))
        return None

    def _with_section(self, way: str) -> Meaning | None:
        """販売店担当者名 and 納品先E-mail name their section themselves; so does 会社名_販売店."""
        for title, section in self._prefixes.get(way[:1], ()):
            if not way.startswith(title) or way == title:
                continue
            rest = core(without_joint(way[len(title) :]))
            if rest == "名":
                return Meaning("contact_name" if _PERSON.search(title) else "company_name", section)
            found = self._by_core(rest) or self._reading(rest) or self._numbered(rest) or self._modified(rest)
            if found is not None:
                return replace(found, section=section, is_partial=False)
        return None

    def _modified(self, way: str) -> Meaning | None:
        """代表電話番号, 本社所在地, contact e-mail: a label behind a word that does not change what it asks for."""
        for modifier, _ in self._modifiers.get(way[:1], ()):
            if way.startswith(modifier) and (
                concept := self._label_cores.get(core(without_joint(way[len(modifier) :])))
            ):
                return Meaning(concept, is_partial=True)
        return None

    def _compound(self, ways: Iterable[str]) -> Meaning | None:
        """所属部課, 支社・支店名: put together as labels are, though no list has it."""
        for way in map(core, ways):
            concept = next((name for name, made in self._compounds.items() if made.fullmatch(way)), None)
            if concept is not None and way not in self._section_cores:
                return Meaning(concept, is_partial=_SURE_ENDING.search(way) is None)
        return None

    def _joined(self, ways: Iterable[str]) -> Meaning | None:
        """貴校名・貴社名 are two words for one thing, 市区町村・番地 parts of an address that follow each other."""
        for way in map(core, ways):
            parts = [core(part) for part in _JOINTS.split(way)]
            found = [self._by_core(part) or self._compound([part]) for part in parts]
            concepts = {meaning.concept if meaning else "" for meaning in found}
            is_one = len(concepts) == 1 or concepts <= ADDRESS_PARTS
            if len(parts) > 1 and is_one and found[0] is not None:
                return Meaning(found[0].concept, is_partial=_SURE_ENDING.search(way) is None)
        return None

    def _by_parts(self, parts: Iterable[str]) -> Meaning | None:
        for way in parts:
            if core(way) in self._section_cores:
                continue
            found = self._by_core(core(way)) or self._with_section(core(way))
            if found is not None:
                return replace(found, section=found.section or self._named_in_brackets(parts), is_partial=True)
        return None

    def _part_of_address(self, concept: str, parts: Iterable[str]) -> str:
        """住所（町名・番地） asks for a part of the address alone."""
        named = (self._label_cores.get(core(part), "") for part in parts) if concept == "address" else ()
        return next((part for part in named if part in ADDRESS_PARTS), concept)

    def _name_in_brackets(self, found: Meaning, parts: Iterable[str]) -> str:
        """ご契約者名（会社名） asks for the company, though 契約者名 alone may ask for a person."""
        named = (self._label_cores.get(core(part), "") for part in parts)
        of_party = found.section is not None and found.concept in NAMES
        return next((name for name in named if of_party and name in NAMES), found.concept)

    def _named_in_brackets(self, parts: Iterable[str]) -> str | None:
        """会社名（販売店） names its section too."""
        return next((self._section_cores[way] for way in map(title_core, parts) if way in self._section_cores), None)


def _by_first_letter(names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The names by their first letter, longest first, so that few have to be tried."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name, value in sorted(names.items(), key=lambda pair: -len(pair[0])):
        table.setdefault(name[:1], []).append((name, value))
    return table
