"""Says what the parts of a workbook's sheets are: forms, further pages of the form before them, or neither."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from legacy_excel.definitions import Form, vocabulary
from legacy_excel.layout.groups import find_groups
from legacy_excel.layout.regions import regions
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import Table, find_tables
from legacy_excel.recognition import form_of, version_of
from legacy_excel.words import key
from legacy_excel.workbook import Grid

# An application has so many labels at least in the end user's section; a cover letter only names the form.
FEWEST_LABELS = 2


class Page:
    """A sheet, or the part of a sheet that bears one form, with its tables."""

    def __init__(self, grid: Grid, of_sheet: Form | None = None) -> None:
        self.layout = Layout(grid)
        self._of_sheet = of_sheet
        self.tables: list[Table] = []
        self._take(find_tables(self.layout))
        self._take(find_groups(self.layout, self.tables))

    def _take(self, tables: Sequence[Table]) -> None:
        self.tables += tables
        self.layout.set_aside({block for table in tables for block in table.headers})

    @property
    def grid(self) -> Grid:
        """Its cells, with the addresses of the sheet."""
        return self.layout.grid

    @cached_property
    def form(self) -> Form | None:
        """The form that it says it is, or that its sheet says it is."""
        return form_of(self.grid) or self._of_sheet

    @property
    def is_application(self) -> bool:
        """Whether it is a form of its own, not a cover letter that names one."""
        return self.form is not None and self.layout.count("end_user") >= FEWEST_LABELS


@dataclass(slots=True)
class Application:
    """The pages of one application: the first names the form, continuation sheets and second pages follow it."""

    form: Form
    version: str | None
    pages: list[Page] = field(default_factory=list)

    @property
    def grid(self) -> Grid:
        """The sheet that the record is known by."""
        return self.pages[0].grid

    def is_continued_by(self, page: Page) -> bool:
        """Whether the page says that it goes on with this application, or bears just what this one lacks."""
        if not page.tables:
            return False
        has_items = any(table.name == "items" and table.rows for own in self.pages for table in own.tables)
        has_what_lacks = page.form in (self.form, None) and not has_items
        return _says_it_continues(page) or not page.layout.sections.all or has_what_lacks


def pages_of(grid: Grid) -> Iterator[Page]:
    """The pages on a sheet; a part without a form of its own goes with the part before it."""
    parts = regions(grid)
    if len(parts) == 1:
        yield Page(parts[0])
        return
    pages = [Page(part, form_of(grid)) for part in parts]
    if sum(page.is_application for page in pages) < 2:
        yield Page(grid)
        return
    yield from pages


def version_in(page: Page, sheet: Grid) -> str | None:
    """The version printed on the page, or anywhere on its sheet."""
    return version_of(page.grid) or version_of(sheet)


def _says_it_continues(page: Page) -> bool:
    """A continuation sheet says so in its title or name."""
    words = vocabulary().words["continuation"]
    texts = [key(page.grid.name), *(key(block.text) for block in page.grid.filled() if block.row < 5)]
    return any(word in text for word in words for text in texts)
