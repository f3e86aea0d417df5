"""The forms and their words as data: reads the TOML files of this folder and checks that they fit together (XLS-2)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from legacy_excel.definitions.names import Meaning, Names
from legacy_excel.words import key

FOLDER: Final = Path(__file__).parent
KINDS: Final = frozenset({"new", "additional", "renewal", "registration", "choice"})
# How a value is read; `legacy_excel.fields` has a reader for each.
READERS: Final = frozenset({
    "plain", "company", "person", "kana", "phone", "email", "postal_code",
    "address", "building", "date", "end_date", "order_number", "reseller_reference", "corporate_number",
    "license_id", "code", "quantity", "term_years", "choice", "consent", "remarks",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """What a label means in its section: the name in the record and the reader of its value."""

    name: str
    reader: str


@dataclass(frozen=True, slots=True)
class Form:
    """One of the retired forms; `signs` are the beginnings of English words that tell its title, in sets."""

    code: str
    code_in_title: bool
    titles: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...]
    kind: str
    head: tuple[str, ...]
    sections: tuple[str, ...]
    columns: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all forms, by their keys (`legacy_excel.words.key`)."""

    sections: Mapping[str, str]
    labels: Mapping[str, str]
    fields: Mapping[str, Mapping[str, Field]]
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    same_as: Mapping[str, tuple[str, re.Pattern[str]]]
    compounds: Mapping[str, re.Pattern[str]]
    compound_titles: Mapping[str, re.Pattern[str]]
    words: Mapping[str, frozenset[str]]

    def section(self, text: str) -> str | None:
        """The section that a title names."""
        return names().section(text)

    def section_within(self, text: str) -> str | None:
        """The section that a title of more words names last: お取扱い販売店."""
        return names().section_within(text)

    def label(self, text: str) -> Meaning | None:
        """What a label asks for; None for a text that is no label."""
        return names().label(text)

    def has_word(self, group: str, text: str) -> bool:
        """Whether the whole text is one of the words of a group, or is in one of its two languages: 合計／Total."""
        return names().has_word(group, text)


@cache
def vocabulary() -> Vocabulary:
    """The shared words."""
    raw = _read(FOLDER / "vocabulary.toml")
    return Vocabulary(
        sections={key(title): name for name, section in raw["sections"].items() for title in section["titles"]},
        labels={key(text): concept for concept, texts in raw["labels"].items() for text in texts},
        fields={section: _fields(entries) for section, entries in raw["fields"].items()},
        choices={
            name: {value: tuple(words) for value, words in options.items()} for name, options in raw["choices"].items()
        },
        same_as={section: (entry["target"], _same_as(entry["words"])) for section, entry in raw["same_as"].items()},
        compounds={concept: re.compile(pattern) for concept, pattern in raw["compounds"].items()},
        compound_titles={name: re.compile(pattern) for name, pattern in raw["compound_titles"].items()},
        words={group: frozenset(key(word) or word for word in words) for group, words in raw["words"].items()},
    )


@cache
def names() -> Names:
    """The look-up of section titles and labels, whatever the wording."""
    words = vocabulary()
    return Names(words)


@cache
def forms() -> tuple[Form, ...]:
    """All forms, those with the longest titles first, for a longer title may contain a shorter one."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.name != "vocabulary.toml")
    found = [_form(_read(path)) for path in paths]
    return tuple(sorted(found, key=lambda form: -max(len(title) for title in form.titles)))


def form(code: str) -> Form:
    """The form of a code; KeyError if there is none."""
    found = next((form for form in forms() if form.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def faults() -> list[str]:
    """What does not fit together in the definitions, one sentence each; nothing when all is well."""
    words = vocabulary()
    found = [
        f"[fields.{section}] {concept}: no reader `{field.reader}`"
        for section, fields in words.fields.items()
        for concept, field in fields.items()
        if field.reader not in READERS
    ]
    found += [
        f"[fields.{section}] {concept}: no label"
        for section, fields in words.fields.items()
        for concept in fields
        if concept not in set(words.labels.values())
    ]
    for definition in forms():
        found += [f"{definition.code}: {fault}" for fault in _faults_of(definition, words)]
    return found


def _faults_of(definition: Form, words: Vocabulary) -> list[str]:
    faults = [] if definition.kind in KINDS else [f"kind `{definition.kind}` is unknown"]
    faults += [f"section `{name}` has no fields" for name in definition.sections if name not in words.fields]
    faults += [f"head field `{name}` is unknown" for name in definition.head if name not in words.fields["head"]]
    faults += [f"column `{name}` is unknown" for name in definition.columns if name not in words.fields["items"]]
    for path in definition.required:
        section, _, name = path.replace("[]", "").partition(".")
        # The four parts of an address come from one or several labels and are named only in the record.
        names = {field.name for field in words.fields.get(section, {}).values()} | {"prefecture", "city", "street"}
        is_known = section in (*definition.head, *definition.sections) if not name else name in names
        if not is_known:
            faults.append(f"required `{path}` names no field")
    return faults


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        return tomllib.load(source)


def _fields(entries: Mapping[str, str]) -> dict[str, Field]:
    fields = {}
    for concept, entry in entries.items():
        reader, _, name = entry.partition(":")
        fields[concept] = Field(name or concept, reader)
    return fields


def _same_as(words: list[str]) -> re.Pattern[str]:
    """契約者と同じ, ご契約者情報に同じ, same as end user; white space may stand between the characters."""
    names = "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))
    alike = "|".join(_spaced(word) for word in ("同じ", "同一", "同様", "おなじ"))
    japanese = rf"(?:{names})\s*(?:情報)?\s*様?\s*[とに]\s*(?:{alike})"
    return re.compile(rf"{japanese}|same\s+as\s+(?:the\s+)?(?:{names})", re.IGNORECASE)


def _spaced(word: str) -> str:
    return r"\s*".join(re.escape(letter) for letter in word)


def _form(raw: dict[str, Any]) -> Form:
    return Form(
        code=raw["code"],
        code_in_title=raw["code_in_title"],
        titles=tuple(key(title) for title in raw["titles"]),
        signs=tuple(tuple(signs) for signs in raw["signs"]),
        kind=raw["kind"],
        head=tuple(raw["head"]),
        sections=tuple(raw["sections"]),
        columns=tuple(raw["columns"]),
        required=tuple(raw["required"]),
    )
