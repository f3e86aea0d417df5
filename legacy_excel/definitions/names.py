"""Looks up what a title or label names: as listed, else by its core, its number, the section it names, its parts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from legacy_excel.definitions import patterns
from legacy_excel.naming import core, title_core, without_joint
from legacy_excel.words import is_japanese, key, ways_to_read


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
        return "items" if any(map(patterns.ENGLISH_ITEMS.fullmatch, (*ways.whole, *ways.parts))) else None

    def _has_word(self, group: str, text: str) -> bool:
        words = self._words[group]
        return key(text) in words or any(key(half) in words for half in ways_to_read(text).tongues)

    def section_within(self, text: str) -> str | None:
        """The section whose name a title ends with, unless the words before it tell of another matter."""
        whole = ways_to_read(text).whole
        way = title_core(whole[-1] if whole else key(text))
        if patterns.OTHER_MATTERS.search(way):
            return "ignored"
        ends = (way[start:] for start in range(1, max(len(way) - 2, 1)))
        end = next((end for end in ends if end in self._section_cores), None)
        # 販売店・代理店 does not say which of the two stands below it.
        rest = re.split(r"[・/、,&]|および|及び|または|又は", way.removesuffix(end))[:-1] if end else []
        return None if end is None or any(part in self._section_cores for part in rest) else self._section_cores[end]

    def _label(self, text: str) -> Meaning | None:
        former = patterns.FORMER.match(text)
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
            return known[0] if is_translated and patterns.NAME.fullmatch(other) else None
        if len(known) != 2:
            return None
        concepts = {meaning.concept for meaning in known}
        named = {patterns.READINGS[concept] for concept in concepts & patterns.READINGS.keys()}
        if "kana" in concepts and len(named) == 1:
            concepts = named
        if len(concepts) > 1:
            return None
        first, second = known
        return Meaning(concepts.pop(), first.section or second.section, first.number or second.number)

    def _of_deed(self, way: str) -> Meaning | None:
        """The label of an item behind words of what is done: ご購入数量; but 更新対象製品 is a title."""
        deeds = patterns.DEEDS.match(way)
        if deeds is None or way in self._section_cores:
            return None
        starts = range(deeds.end(), 1, -1)
        found = next(
            (c for start in starts if (c := self._label_cores.get(core(way[start:]))) in patterns.DEED_LABELS), None
        )
        return Meaning(found) if found else None

    def _by_core(self, way: str) -> Meaning | None:
        concept = self._label_cores.get(way)
        return Meaning(concept) if concept else None

    def _reading(self, way: str) -> Meaning | None:
        """会社名フリガナ, フリガナ（ご担当者）: how a name is read."""
        match = patterns.KANA_BEHIND.fullmatch(way) or patterns.KANA_BEFORE.fullmatch(way)
        named = (self._by_core(core(match[1])) or self._modified(core(match[1]))) if match else None
        concept = patterns.READINGS.get(named.concept) if named else None
        return Meaning(concept) if concept else None

    def _numbered(self, way: str) -> Meaning | None:
        """The label with a number behind or before it."""
        behind = patterns.NUMBER_BEHIND.fullmatch(way)
        if behind and (concept := self._label_cores.get(behind[1].strip("()[]-_."))):
            return Meaning(concept, number=int(behind[2]))
        before = patterns.NUMBER_BEFORE.fullmatch(way)
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
                return Meaning("contact_name" if patterns.PERSON.search(title) else "company_name", section)
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
                return Meaning(concept, is_partial=patterns.SURE_ENDING.search(way) is None)
        return None

    def _joined(self, ways: Iterable[str]) -> Meaning | None:
        """貴校名・貴社名 are two words for one thing, 市区町村・番地 parts of an address that follow each other."""
        for way in map(core, ways):
            parts = [core(part) for part in patterns.JOINTS.split(way)]
            found = [self._by_core(part) or self._compound([part]) for part in parts]
            concepts = {meaning.concept if meaning else "" for meaning in found}
            is_one = len(concepts) == 1 or concepts <= patterns.ADDRESS_PARTS
            if len(parts) > 1 and is_one and found[0] is not None:
                return Meaning(found[0].concept, is_partial=patterns.SURE_ENDING.search(way) is None)
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
        return next((part for part in named if part in patterns.ADDRESS_PARTS), concept)

    def _name_in_brackets(self, found: Meaning, parts: Iterable[str]) -> str:
        """ご契約者名（会社名） asks for the company, though 契約者名 alone may ask for a person."""
        named = (self._label_cores.get(core(part), "") for part in parts)
        of_party = found.section is not None and found.concept in patterns.NAMES
        return next((name for name in named if of_party and name in patterns.NAMES), found.concept)

    def _named_in_brackets(self, parts: Iterable[str]) -> str | None:
        """会社名（販売店） names its section too."""
        return next((self._section_cores[way] for way in map(title_core, parts) if way in self._section_cores), None)


def _by_first_letter(names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The names by their first letter, longest first, so that few have to be tried."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name, value in sorted(names.items(), key=lambda pair: -len(pair[0])):
        table.setdefault(name[:1], []).append((name, value))
    return table
