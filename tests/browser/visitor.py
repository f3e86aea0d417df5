"""A person in front of a browser: reads headings, types into fields, presses buttons; every page is inspected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tbc.applications.record import STEP_BY_PATH
from tbc.kit.catalogues import catalogue
from tbc.kit.language import speaking
from tests.browser import inspection
from tests.browser.portal import Portal

# What the portal means to answer; Chromium's console calls each of them an error.
MEANT = re.compile(r"Failed to load resource: the server responded with a status of (400|401|409|410|422)")


@dataclass
class Visitor:
    """One window. `own` is Japanese that stays Japanese on English pages: what was typed, names of products."""

    page: Page
    portal: Portal
    language: str = "ja"
    script: bool = True
    touch: bool = False
    own: set[str] = field(default_factory=set)
    untranslated: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _inspected: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("response", lambda answer: self._note(answer.url) if answer.status >= 500 else None)

    def _note(self, fault: str) -> None:
        if not MEANT.match(fault):
            self.faults.append(f"{self.page.url}: {fault}")

    def words(self, phrase: str, **values: object) -> str:
        """A phrase of the portal in this visitor's language."""
        spoken = catalogue(self.language).ugettext(phrase)
        return spoken % values if values else spoken

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.portal.address + path)

    def sees_page(self, heading: str, **values: object) -> None:
        """The page with this heading has come; it is inspected."""
        self.sees_heading(self.words(heading, **values))

    def sees_step(self, path: str) -> None:
        """The page of this step has come."""
        with speaking(self.language):
            title = str(STEP_BY_PATH[path].title)
        self.sees_heading(title)

    def sees_heading(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, use_inner_text=True)
        self.inspect()

    def sees(self, phrase: str, **values: object) -> None:
        expect(self.page.get_by_text(self.words(phrase, **values)).first).to_be_visible()

    def button(self, phrase: str, of: str = "") -> Locator:
        """The button with these words; `of` are the hidden words that tell it from its like."""
        name = self.words(phrase) + (f": {of}" if of else "")
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, phrase: str, of: str = "") -> None:
        self.tap(self.button(phrase, of))

    def follow(self, phrase: str, within: Locator | None = None) -> None:
        """Follow the link with these words."""
        self.tap((within or self.page).get_by_role("link", name=self.words(phrase), exact=True).first)

    def tap(self, target: Locator) -> None:
        """With the finger or with the mouse."""
        if self.touch:
            target.tap()
        else:
            target.click()

    def field(self, name: str) -> Locator:
        return self.page.locator(f'[name="{name}"]:not([type=hidden])')

    def type(self, values: dict[str, str], into: str = "") -> None:
        """Type each text into the field of that name; a select gets its choice."""
        for name, words in values.items():
            self.own.add(words.strip())
            place = self.field(into + name)
            if place.evaluate("field => field.tagName") == "SELECT":
                place.select_option(words)
            else:
                place.fill(words)

    def choose(self, name: str, value: str) -> None:
        """Take one of the radio buttons, or tick the box."""
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def open_menu(self) -> None:
        """The left menu; on a narrow screen it has to be opened."""
        button = self.page.locator('[popovertarget="menu"]').first
        if button.is_visible():
            self.tap(button)

    def open_account_menu(self) -> None:
        self.tap(self.page.locator('[popovertarget="account"]'))

    def continues(self) -> None:
        """Press the button that ends a step, whatever it says on this one."""
        self.tap(self.page.locator('#step-form .actions [name="act"][value="continue"]'))

    def is_told(self, *fields: str) -> None:
        """The summary has the focus and a link to each of `fields`, which leads there."""
        summary = self.page.locator("[data-error-summary]")
        expect(summary).to_be_visible()
        assert self.page.title().startswith(self.words("エラー")), self.page.title()
        expect(summary).to_be_focused()
        self.inspect()
        for name in fields:
            link = summary.locator(f'a[href="#{name}"]')
            self.tap(link)
            if self.script:
                expect(self.page.locator(f'[id="{name}"]')).to_be_focused()
            else:
                expect(self.page.locator(f'[id="{name}"]:target')).to_be_in_viewport()

    def inspect(self) -> None:
        """Look at this page, unless this visitor has seen one like it."""
        self.page.wait_for_load_state()
        path = re.sub(r"[0-9a-f-]{36}|(?<=/sign-up/)[\w-]{20,}", "…", self.page.url.removeprefix(self.portal.address))
        # Faults in one state of a page hide behind another state: wrong, looked up, found.
        marks = [self.page.locator(mark).count() for mark in ("[data-error-summary]", ".lookup", ".line", "del")]
        key = f"{path.split('#')[0]} {[bool(mark) for mark in marks]}"
        if key in self._inspected:
            return
        self._inspected.add(key)
        if self.script:
            assert inspection.axe_violations(self.page) == [], key
        assert inspection.sideways(self.page) == {}, key
        if self.language == "en":
            left = inspection.japanese(self.page, self.own)
            if left:
                self.untranslated[key] = left

    @property
    def seen(self) -> Iterable[str]:
        """Which pages were inspected."""
        return sorted(self._inspected)
