"""Phrases in the reader's language, looked up once per language and phrase: a page asks for about a hundred."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from tbc.kit.catalogues import catalogue
from tbc.kit.language import language


def init_app(app: Flask) -> None:
    """Give templates `_`, `gettext`, `ngettext` and, for a word with several senses, `pgettext`.

    They do what Jinja's own do (values are escaped, the phrase itself is ours and is not), but for a phrase without
    values, which is written with a single `%`.
    """
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)


def _gettext(message: str, /, **values: Any) -> Markup:
    phrase = _phrase(language(), message)
    return phrase % values if values else phrase


def _pgettext(context: str, message: str, /) -> Markup:
    return Markup(catalogue(language()).upgettext(context, message))  # noqa: S704  # a phrase of our own catalogue


def _ngettext(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
    if all(type(value) in _PLAIN for value in values.values()):
        return _counted(language(), singular, plural, number, tuple(values.items()))
    return _count(language(), singular, plural, number, values)


# Of these alone equal values look the same on a page: markup is equal to a text that has to be escaped.
_PLAIN = (str, int)


@lru_cache(maxsize=1024)
def _counted(code: str, singular: str, plural: str, number: int, values: tuple[tuple[str, Any], ...]) -> Markup:
    """As `_count`, made once: a list says "1 year" in each of its rows."""
    return _count(code, singular, plural, number, dict(values))


def _count(code: str, singular: str, plural: str, number: int, values: dict[str, Any]) -> Markup:
    text = catalogue(code).ungettext(singular, plural, number)
    return Markup(text) % {"num": number, **values}  # noqa: S704  # a phrase of our own catalogue


@cache
def _phrase(code: str, message: str) -> Markup:
    return Markup(catalogue(code).ugettext(message))  # noqa: S704  # a phrase of our own catalogue


class Phrase:
    """A phrase that is translated when it is read: for labels and sentences that are made before there is a reader."""

    __slots__ = ("_message", "_values")

    def __init__(self, message: str, values: dict[str, Any] | None = None) -> None:
        self._message = message
        self._values = values

    def __str__(self) -> str:
        text = str(_phrase(language(), self._message))
        return text % self._values if self._values else text

    def __html__(self) -> Markup:
        return escape(str(self))

    def __repr__(self) -> str:
        return f"Phrase({self._message!r})"

    def __mod__(self, values: Any) -> str:
        text: str = str(self) % values
        return text

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, (str, Phrase)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._message)


class Counted(Phrase):
    """A phrase whose form depends on a number, as in “1 year, 2 years”."""

    __slots__ = ("_number", "_plural")

    def __init__(self, singular: str, plural: str, number: int, values: dict[str, Any]) -> None:
        super().__init__(singular, {"num": number, **values})
        self._plural = plural
        self._number = number

    def __str__(self) -> str:
        return str(_ngettext(self._message, self._plural, self._number, **(self._values or {})))


def lazy(message: str, **values: Any) -> Any:
    """`message` as a Phrase; it is `Any` to those who want a text, since WTForms takes whatever becomes one."""
    return Phrase(message, values or None)


def lazy_counted(singular: str, plural: str, number: int, /, **values: Any) -> Any:
    """`singular` or `plural` as a Phrase, whichever `number` asks for in the reader's language."""
    return Counted(singular, plural, number, values)
