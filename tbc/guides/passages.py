"""The guides cut into passages, one per heading, so that they can be listed and searched."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask import current_app, render_template

from tbc.guides.contents import GUIDES, Guide

_BREAKS = frozenset({"p", "li", "dt", "dd", "h2", "h3", "tr", "td", "th", "figcaption", "div", "summary"})
_KEPT = "tbc.guides.passages"


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading: `text` is plain, `anchor` the heading's id, `guide` the guide's name."""

    guide: str
    anchor: str
    title: str
    text: str


def list_passages(language: str) -> list[Passage]:
    """All passages in the language of the reader, in the order of the guides; cut once per process."""
    kept: dict[str, list[Passage]] = current_app.extensions.setdefault(_KEPT, {})
    if language not in kept:
        kept[language] = [passage for guide in GUIDES for passage in passages_of(guide, language)]
    return kept[language]


def passages_of(guide: Guide, language: str) -> list[Passage]:
    """The passages of one guide."""
    cutter = _Cutter(guide.name)
    for template in guide.templates(language):
        cutter.feed(render_template(template))
    cutter.close()
    return cutter.passages


class _Cutter(HTMLParser):
    """Begins a passage at each h2 with an id; what stands before the first one belongs to none."""

    def __init__(self, guide: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self._guide = guide
        self._anchor = ""
        self._title: list[str] = []
        self._text: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._finish()
            self._anchor = dict(attrs).get("id") or ""
            self._in_title = True
        elif tag in _BREAKS:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        (self._title if self._in_title else self._text).append(data)

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._anchor:
            self.passages.append(Passage(self._guide, self._anchor, _plain(self._title), _plain(self._text)))
        self._title, self._text, self._anchor = [], [], ""


def _plain(parts: list[Any]) -> str:
    return " ".join("".join(parts).split())
