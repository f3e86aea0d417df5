"""How a letter gets its words: `templates/mail/<letter>/{subject.txt, body.txt, body.html}`, without Flask.

Letters are written in requests, commands and jobs alike, so they have a template environment of their own. A letter
sees its values and `base_url`, `brand`, `support_url`, `language`; it writes whole addresses itself:
`{{ base_url }}/applications/{{ id }}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tbc.kit import formats
from tbc.kit.catalogues import catalogue
from tbc.kit.language import language, speaking
from tbc.mail.house import settings

PORTAL = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's words in one language."""

    subject: str
    text: str
    html: str


def render(letter: str, code: str, values: dict[str, Any]) -> Words:
    """The words of `letter` in language `code`.

    Raises:
        MailNotSetUp: nobody has told the room whose portal this is.
        jinja2.UndefinedError: the letter needs a value that is not given.
        jinja2.TemplateNotFound: there is no such letter.
    """
    house = settings()
    known = {"base_url": house.base_url, "brand": house.brand, "support_url": house.support_url}
    with speaking(code):
        known["language"] = language()
        subject, text, html = (
            _environment().get_template(f"mail/{letter}/{part}").render(known, **values)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    return Words(subject.strip(), text.strip() + "\n", html)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PORTAL / "templates"),
        autoescape=select_autoescape(["html"], default=False),  # plain text is for no browser
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters.update(formats.filters())
    return environment


def _gettext(message: str) -> str:
    return catalogue(language()).gettext(message)


def _ngettext(singular: str, plural: str, number: int) -> str:
    return catalogue(language()).ngettext(singular, plural, number)
