"""A sheet understood: its labels, its sections, its edges and examples, and for each label where its value stands."""

from functools import cached_property

from legacy_excel.definitions import vocabulary
from legacy_excel.layout.asides import is_example, without_asides
from legacy_excel.layout.candidates import Choice, choose
from legacy_excel.layout.inside import with_values_inside
from legacy_excel.layout.labels import Label, find_labels
from legacy_excel.layout.matrix import find_matrices
from legacy_excel.layout.name_parts import with_name_parts_joined
from legacy_excel.layout.orientation import Orientation
from legacy_excel.layout.repeated import with_titles_joined
from legacy_excel.layout.runs import Run, Runs
from legacy_excel.layout.sections import FAR, Section, find_sections
from legacy_excel.layout.spelled import with_words_joined
from legacy_excel.layout.titles import find_titles
from legacy_excel.workbook.grid import Block, Grid

# Sections that are not read; the foot of a form may follow them without a title.
CLOSED = frozenset({"ignored", "unknown"})
FOOT = frozenset({"consent", "remarks"})
# So many of a party's fields at least are a section, with or without a title.
PARTY = frozenset({"company_name", "department", "contact_name", "phone", "email", "postal_code", "address"})
FEWEST = 4


class Layout:
    """The layout of one sheet."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid = with_words_joined(with_name_parts_joined(with_titles_joined(without_asides(grid))))
        found = with_values_inside(find_labels(grid))
        titles = find_titles(grid, {label.block for label in found})
        self.matrices = find_matrices(grid, found, titles)
        aside = {label.block for matrix in self.matrices for label in matrix.labels}
        aside |= {title.block for matrix in self.matrices for title in matrix.titles}
        areas = [area for matrix in self.matrices for area in matrix.areas]
        fields = {label.block for label in found} - {title.block for title in titles}
        self.sections = find_sections(grid, [title for title in titles if title.block not in aside], areas, fields)
        self.labels = [label for label in found if label.block not in self.sections.blocks | aside]
        self._has_items = {label.concept for label in self.labels} >= {"product_name", "quantity"}
        self._stops = {label.block for label in found} | self.sections.blocks | aside
        edge = _right_edge(grid, self._stops)
        self._orientation = Orientation(grid, self.labels, self.sections, edge, self._stops)
        self._leave_values_out(edge)

    def set_aside(self, blocks: set[Block]) -> None:
        """Takes the headers of tables from the labels; they ask for columns, and still end the runs of others."""
        self.labels = [label for label in self.labels if label.block not in blocks]
        self._orientation.recount(self.labels)
        self._orientation.stop_at_unknown_labels(self.labels)
        for known in ("_runs", "_choices"):
            self.__dict__.pop(known, None)

    def section_of(self, label: Label) -> Section | None:
        """The section of a label."""
        return self.sections.of(label.block)

    def name_of_section(self, label: Label) -> str:
        """The section that a label names or stands in; `head` outside of all, where the end user may be untitled."""
        ruling = self.section_of(label)
        name = label.section or (ruling.name if ruling else "head")
        if ruling is not None and ruling.name == "office":
            return "office"
        if name in CLOSED and label.concept in FOOT and label.block.row >= self._foot_row:
            return "head"
        return self._section_without_title if name == "head" and label.concept not in _head() else name

    @cached_property
    def _foot_row(self) -> int:
        """The row from which the foot of the form may begin: the consent, or what stands below the last empty row."""
        feet = [label.block.row for label in self.labels if label.concept in FOOT]
        consents = [label.block.row for label in self.labels if label.concept == "consent"]
        parted = [row for row in feet if not any(not b.is_empty for b in self.grid.on_row(row - 1))]
        return min([*consents, *parted], default=FAR)

    @cached_property
    def _section_without_title(self) -> str:
        """The end user's fields may follow the head without a title, where other sections have theirs."""
        untitled = {
            label.concept
            for label in self.labels
            if label.section is None and label.concept not in _head() and self.section_of(label) is None
        }
        named = {section.name for section in self.sections.all} | {label.section for label in self.labels}
        # A form may do without any titles; a cover letter that names one has no items.
        has_own = "end_user" in named or not (
            named & {"reseller", "delivery", "items", "distributor"} or self._has_items
        )
        return "head" if has_own or len(untitled & PARTY) < FEWEST or "company_name" not in untitled else "end_user"

    def explained(self) -> set[Block]:
        """All labels, titles and headers, and where their values stand or may stand as well."""
        values = {block for choice in self._choices.values() for block in (*choice.run.blocks, *choice.rivals)}
        return values | self._stops | {b for matrix in self.matrices for _, _, run in matrix.values for b in run.blocks}

    def unlabelled_in_head(self) -> list[Block]:
        """What stands above the first section and is neither a label nor the value of one."""
        first_row = min((section.first_row for section in self.sections.all), default=self.grid.last_row + 1)
        explained = self.explained()
        return [block for block in self.grid.filled() if block.row < first_row and block not in explained]

    def count(self, section: str) -> int:
        """How many labels ask for fields of a section."""
        own = sum(1 for label in self.labels if self.name_of_section(label) == section)
        return own + sum(1 for matrix in self.matrices for name, _, _ in matrix.values if name == section)

    def run(self, label: Label) -> Run:
        """Where the label's value stands."""
        return self.choice(label).run

    def choice(self, label: Label) -> Choice:
        """Where the label's value stands, and where it may stand as well."""
        return self._choices.get(label) or Choice(self._runs.nothing(label))

    def line(self, label: Label) -> Run:
        """All that stands right of a label, be there gaps; below it where nothing can stand right of it."""
        right = self._runs.right(label, over_gaps=True)
        return right if right.filled() or right.blocks else self.run(label)

    def is_stamped_as_example(self) -> bool:
        """Whether the sheet bears the stamp 記入例 above its first section, not as the header of a column."""
        first_row = min((section.first_row for section in self.sections.all), default=self.grid.last_row)
        return any(is_example(block.text) for block in self.grid.filled() if block.row < first_row)

    @cached_property
    def _runs(self) -> Runs:
        return Runs(self.grid, self._orientation, self.labels)

    @cached_property
    def _choices(self) -> dict[Label, Choice]:
        return choose(self.labels, self._runs, self._orientation)

    def _leave_values_out(self, edge: int) -> None:
        labels = {label.block: label for label in self.labels}
        mistaken = {self._orientation.value_taken_for_label(label, labels) for label in self.labels} - {None}
        if mistaken:
            self.labels = [label for label in self.labels if label.block not in mistaken]
            self._stops -= {block for block in mistaken if block is not None}
            self._orientation = Orientation(self.grid, self.labels, self.sections, edge, self._stops)


def _right_edge(grid: Grid, stops: set[Block]) -> int:
    """The last column of the form, known where cells are merged: what stands beyond was written beside the form."""
    merged = [block.col2 for block in grid.blocks if block.col2 > block.col]
    if not merged:
        return FAR
    return max([*merged, *(block.col2 for block in stops)])


def _head() -> frozenset[str]:
    return frozenset(vocabulary().fields["head"])
