"""The English catalogue: what the sources say in Japanese against what `messages.po` says in English.

`python -m tests.setup.catalogue` takes new phrases in and throws out those that are gone; what is then empty is for a
translator. With `--check` it only says what is wrong, and ends with 1 if anything is.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).parents[2]
ENGLISH = PROJECT / "tbc" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = "_l lazy lazy_gettext lazy_counted:1,2"
# All that gettext asks of a header; names, addresses and dates would only be noise in every change.
HEADER = r"""msgid ""
msgstr ""
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


def in_sources() -> Catalog:
    """The phrases of all Python modules, pages and letters."""
    with (PROJECT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(KEYWORDS.split())}
    found = Catalog(locale="en")
    for _file, _line, message, _comments, context in extract_from_dir(
        PROJECT, methods, options, keywords, callback=None
    ):
        found.add(message, context=context)
    return found


def in_english() -> Catalog:
    """The catalogue as it is kept."""
    return read_po(io.BytesIO(ENGLISH.read_bytes()), locale="en", abort_invalid=True)


def problems(wanted: Catalog) -> list[str]:
    """A sentence for each phrase of `wanted` that is missing, obsolete, unsure, empty or has lost a value."""
    kept = in_english()
    found = [f"missing: {_id(message)}" for message in wanted if message.id and not _stands_in(kept, message)]
    found += [
        f"no longer said: {_id(message)}"
        for message in kept
        if message.id and not wanted.get(message.id, message.context)
    ]
    found += [f"no longer said: {_id(message)}" for message in kept.obsolete.values()]
    for message in kept:
        if message.id:
            found += _wrong(message)
    return found


def update(wanted: Catalog) -> None:
    """Write the catalogue anew: the phrases of `wanted`, with the English they have."""
    kept = {_sense(message): message.string for message in in_english()} if ENGLISH.exists() else {}
    for message in wanted:
        if message.id:
            message.string = _fitting(message, kept.get(_sense(message), ""))
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, wanted, no_location=True, omit_header=True, sort_output=True, width=0)


def _stands_in(kept: Catalog, message: Message) -> bool:
    own = kept.get(message.id, message.context)
    return own is not None and own.pluralizable == message.pluralizable


def _wrong(message: Message) -> Iterator[str]:
    english = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if message.fuzzy:
        yield f"unsure: {_id(message)}"
    if not all(english) or (message.pluralizable and len(english) != 2):
        yield f"without English: {_id(message)}"
        return
    for text in english:
        if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(_id(message))):
            yield f"other values than {_id(message)}: {text}"


def _fitting(message: Message, text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """The text as the message wants it: a phrase may have become one that depends on a number, or no longer be one."""
    forms = (text,) if isinstance(text, str) else tuple(text)
    return (forms[0], forms[-1]) if message.pluralizable else forms[0]


def _sense(message: Message) -> tuple[str | None, str]:
    """A word may be said in several senses, each with English of its own."""
    return message.context, _id(message)


def _id(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


if __name__ == "__main__":
    spoken = in_sources()
    if "--check" not in sys.argv:
        update(spoken)
    wrong = problems(spoken)
    sys.stderr.writelines(f"{sentence}\n" for sentence in wrong)
    sys.exit(1 if wrong else 0)
