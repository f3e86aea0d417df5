"""The English catalogue: nothing missing, nothing left over, nothing lost; and no Japanese beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tbc.kit.catalogues import catalogue as read
from tests.setup import catalogue
from tests.setup.sources import JAPANESE, PORTAL, untranslated

# Japanese in which the portal does not speak to its reader: what it reads, what is data, what is written per language.
NOT_SPOKEN = {
    "accounts/forms/fields.py": "a space that people type",
    "api/examples.py": "what a Japanese customer filed, and answers to calls that ask for Japanese",
    "applications/numbers.py": "signs that people type in a reception number",
    "billing_settings.py": "kana of which a bank writes the holder of an account",
    "bulk_filing/rows.py": "the unit that people type behind years",
    "bulk_filing/template/rows.py": "an example of a Japanese company in the template",
    "catalog/importing/cells.py": "values of the Japanese lists that staff import",
    "catalog/queries.py": "brackets that people type when they search",
    "catalog/supplements/blank.py": "the supplement is a Japanese form, whoever fills it in",
    "catalog/supplements/definition.py": "the mark of that form's example",
    "deliveries/rules.py": "dashes that people type in a delivery number",
    "deliveries/stock_sheet.py": "headings and separators of the lists that staff import",
    "imports/marking.py": "dashes that people type in a cell",
    "imports/queries/approvals.py": "the sign between the names of several forms",
    "imports/sheet.py": "what stands in Japanese workbooks",
    "invoices/forms/search.py": "signs that people type in an amount",
    "invoices/showing.py": "brackets around codes and kana of the Japanese bank",
    "kit/formats.py": "dates and yen as Japanese readers write them",
    "kit/postal.py": "names of prefectures",
    "kit/search.py": "signs that people type when they search",
    "kit/sheets/writing.py": "signs that spreadsheets take for a formula",
    "kit/text/dates.py": "eras and dates that people type",
    "kit/text/reading.py": "kana and signs that people type",
    "kit/text/companies.py": "signs and old forms of characters that people type in names of companies",
    "leaving/forms.py": "a word that people type, in either language",
    "licenses/importing/columns.py": "separators that people type in a list of contracts",
    "organizations/service/splitting.py": "signs that people type before a domain",
    "partners/importing/columns.py": "tiers and separators that people type in a list of dealers",
    "payments/names.py": "kana and legal forms in the names that banks write",
    "payments/reading/guessing.py": "headings that banks write over their columns",
    "payments/reading/sheets.py": "signs in the amounts and names of bank lists",
    "payments/reading/splitting.py": "where half-width kana begin and end",
}
WRITTEN_PER_LANGUAGE = (
    "demo/",
    "templates/demo/",
    "templates/guides/",
    "templates/legal/",
    "templates/renewals/agreement/",
)
# A language is named in itself, and a postal code has no other mark.
SAME_IN_ALL_LANGUAGES = ("日本語", "〒")


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.in_english()


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return catalogue.in_sources()


@pytest.mark.rule("UX-1")
def test_it_is_complete_and_in_step_with_the_sources(wanted: Catalog) -> None:
    assert catalogue.problems(wanted) == []


@pytest.mark.rule("UX-1")
def test_its_english_is_not_japanese(english: Catalog) -> None:
    names = ("“髙﨑”", "“ひかり測量設計様”", "“見本流通様_導入カード”")  # names to look for, in the demo
    kept = [text for text in _english(english) if JAPANESE.search(_without(text, names))]
    assert kept == []


def test_its_english_is_no_markup(english: Catalog) -> None:
    """A page takes a phrase as it is: a sign of HTML in it would break the page, or an attribute of it."""
    assert [text for text in _english(english) if set(text) & set("<>&\"'")] == []


def test_it_tells_the_landmarks_of_a_page_apart(english: Catalog) -> None:
    names = [_of(english, name) for name in ("主なメニュー", "デスクのメニュー", "現在の場所", "ページ送り")]
    assert all(names)
    assert len(set(names)) == len(names)


def test_no_sentence_sticks_to_the_one_before_it() -> None:
    """Japanese writes them close together, English does not: `[one, two]|sentences` knows."""
    stuck = re.compile(r'。"\) *\}\}\{\{ *_\(')
    assert [name for name, path in _sources() if stuck.search(path.read_text(encoding="utf-8"))] == []


def test_its_headline_keeps_the_one_line_break(english: Catalog) -> None:
    assert _of(english, "製品のご契約に必要な情報を、/Webで申請します").count("/") == 1


@pytest.mark.rule("UX-1")
def test_no_japanese_passes_it_by() -> None:
    found = {name: texts for name, path in _sources() if name not in NOT_SPOKEN and (texts := _left(path))}
    assert found == {}


def test_every_exception_is_needed() -> None:
    assert [name for name in NOT_SPOKEN if not untranslated(PORTAL / name)] == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('msgid "%(years)s年"\nmsgstr "%(years)s years"', "missing: %(years)s年"),
        ('msgid "昔の言葉"\nmsgstr "An old word"', "no longer said: 昔の言葉"),
        ('msgid "保存する"\nmsgstr ""', "without English: 保存する"),
        ('#, fuzzy\nmsgid "保存する"\nmsgstr "Delete"', "unsure: 保存する"),
        ('msgid "%(count)s件"\nmsgstr "Many"', "other values than %(count)s件: Many"),
    ],
)
def test_a_stale_one_is_told(
    entry: str, problem: str, wanted: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "messages.po"
    stale.write_text(f"{catalogue.HEADER}{entry}\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "ENGLISH", stale)
    assert problem in catalogue.problems(wanted)


def test_an_update_keeps_the_english_it_has(wanted: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "messages.po"
    kept.write_bytes(catalogue.ENGLISH.read_bytes())
    monkeypatch.setattr(catalogue, "ENGLISH", kept)
    before = _phrases(catalogue.in_english())
    catalogue.update(wanted)
    assert _phrases(catalogue.in_english()) == before


def _phrases(read: Catalog) -> dict[object, object]:
    """What it says, without its header, which tells the time of its reading."""
    return {(message.context, message.id): message.string for message in read if message.id}


def _sources() -> list[tuple[str, Path]]:
    paths = [path for kind in ("*.py", "*.html", "*.txt") for path in sorted(PORTAL.rglob(kind))]
    named = [(str(path.relative_to(PORTAL)), path) for path in paths if "data" not in path.parts]
    return [(name, path) for name, path in named if not name.startswith(WRITTEN_PER_LANGUAGE)]


def _left(path: Path) -> list[str]:
    return [text for text in untranslated(path) if JAPANESE.search(_without(text, SAME_IN_ALL_LANGUAGES))]


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def _english(english: Catalog) -> list[str]:
    forms = [message.string for message in english if message.id]
    return [text for form in forms for text in ((form,) if isinstance(form, str) else form)]


def _of(english: Catalog, msgid: str) -> str:
    message = english[msgid]
    return str(message.string) if message else ""


@pytest.mark.rule("UX-1")
def test_a_word_that_has_a_plural_is_found_alone_too() -> None:
    """Debian's Python 3.11.2 does not do so of itself."""
    spoken = read("en")
    assert [spoken.ungettext("製品", "製品", count) for count in (1, 2)] == ["Product", "Products"]
    assert spoken.ugettext("製品") == spoken.gettext("製品") == "Product"
    assert spoken.ugettext("この言葉はない") == "この言葉はない"
