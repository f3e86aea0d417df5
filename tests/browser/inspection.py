"""What every page that a test reaches must be: accessible, as wide as its window, and in its reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tbc.kit.postal import PREFECTURES

WIDTHS = (320, 390, 1280)
# WCAG 2.2 AA and axe's best practices. The size of targets has to be asked for by name.
ASKED = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")

# Each text that can be seen or heard, but for what says that it is Japanese and for what the reader has typed.
_TEXTS = """() => {
    const SPOKEN = ["aria-label", "alt", "title", "placeholder", "data-busy", "data-copied", "data-failed"];
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.nodeType === 3 ? node.parentElement : node;
        if (element.closest("[lang=ja], script, textarea")) continue;
        if (node.nodeType === 3) found.push(node.data);
        else for (const name of SPOKEN)
            if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    return found.map(text => text.trim()).filter(Boolean);
}"""


def axe_violations(page: Page) -> list[tuple[str, list[str]]]:
    """(rule, the elements that break it) of everything that axe finds."""
    found = Axe().run(page, options=ASKED).response["violations"]
    return [(one["id"], [node["html"][:300] for node in one["nodes"]]) for one in found]


def sideways(page: Page) -> dict[int, int]:
    """Width of the window → by how much the page is wider; empty if it fits all of them."""
    before = page.viewport_size
    over = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        root = "document.documentElement"
        by = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        if by > 0:
            over[width] = by
    if before:
        page.set_viewport_size(before)
    return over


def japanese(page: Page, own: Iterable[str]) -> list[str]:
    """Texts with Japanese characters, beyond `own` (what people typed, names of products) and names of places."""
    known = sorted({*own, *PREFECTURES}, key=len, reverse=True)
    left = []
    for words in page.evaluate(_TEXTS):
        bare = words
        for name in known:
            bare = bare.replace(name, "")
        if _JAPANESE.search(bare):
            left.append(words)
    return left
