"""The catalogues of phrases, read once per language and shared by templates and code."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

CATALOGUES = Path(__file__).parents[1] / "translations"


class Catalogue(Translations):
    """The phrases of one language.

    A word that has a plural somewhere is also found where it stands alone; Python's own reader does so only from
    3.11.5 on.
    """

    def ugettext(self, message: str) -> str:
        """The phrase, or `message` itself."""
        found = super().ugettext(message)
        return found if found != message else self.ungettext(message, message, 1)

    gettext = ugettext


@cache
def catalogue(code: str) -> NullTranslations:
    """The phrases of a language; Japanese is what stands in the source."""
    return Catalogue.load(CATALOGUES, [code])


class _OurDomain(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return catalogue(locale.language if locale else "ja")


class SharingBabel(Babel):  # type: ignore[misc]  # Flask-Babel ships no types
    """Flask-Babel on these catalogues, instead of a second copy of each."""

    @cached_property
    def domain_instance(self) -> Domain:
        """Where Flask-Babel looks phrases up."""
        return _OurDomain(domain=self.domain)
