"""Puts an application together from an understood sheet and checks what its form demands (README 1, 6, 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from legacy_excel.bracketed import holds_name_and_reading, with_readings_parted
from legacy_excel.definitions import Form, vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.fields import read_text, read_value
from legacy_excel.found import Found
from legacy_excel.layout.assignment import Assigned, assign
from legacy_excel.layout.fit import DOES_NOT_FIT, FITS, fit
from legacy_excel.layout.runs import Run
from legacy_excel.layout.sharing import ticked_same_as
from legacy_excel.layout.sheet import Layout
from legacy_excel.layout.tables import Table
from legacy_excel.lines import read_lines
from legacy_excel.pages import Page
from legacy_excel.parties import read_parties
from legacy_excel.unexplained import doubt_what_is_unexplained
from legacy_excel.values.mail import is_free_mail
from legacy_excel.values.marks import MARK, is_ticked
from legacy_excel.values.outcome import Outcome
from legacy_excel.workbook.grid import Block, Grid

Application = dict[str, Any]
BEFORE_THE_PARTIES: Final = ("applied_on", "customer_po", "reseller_reference", "contract_class")
COMPANIES: Final = frozenset({"corporate_name", "company"})


def read_application(draft: Draft, pages: Sequence[Page]) -> Application | None:
    """The application of its pages, with the draft's problems and provenance filled; None if nothing is filled in."""
    assigned = [(page, assign(page.layout, draft.form)) for page in pages]
    found = _found_by_section(draft, [(page, entry) for page, entries in assigned for entry in entries])
    _take_date_without_label(found, pages, draft.form)
    shared = [name for name in vocabulary().same_as if name in draft.form.sections]
    ticks = {name: [ticked_same_as(page.layout, name) for page in pages] for name in shared}
    ticked = {name: next((block for block in blocks if block is not None), None) for name, blocks in ticks.items()}
    # A continuation sheet has more items, and whatever else stands on it belongs to the sheet that it continues.
    tables = [(page.grid, table) for page in pages for table in page.tables]
    consent = any(_consent_without_label(page.layout) for page in pages)
    application = put_together(draft, found, tables, ticked, consent=consent)
    if application is not None:
        doubt_what_is_unexplained(draft, assigned, application)
    return application


def put_together(
    draft: Draft,
    found: Mapping[str, Mapping[str, Found]],
    tables: Sequence[tuple[Grid, Table]],
    ticked: Mapping[str, Block | None],
    *,
    consent: bool,
) -> Application | None:
    """The application of what was found: fields by section and name, rows of tables, ticked boxes of sharing sections.

    `consent` counts where no field was found for it. None if nothing is filled in, unless the draft is a trial.
    """
    head = found.get("head", {})
    for name, value in head.items():
        draft.take(name, value)
    parties = read_parties(draft, found, ticked)
    items = read_lines(draft, "items", [pair for pair in tables if pair[1].name == "items"])
    persons = []
    if "contact_persons" in draft.form.sections:
        persons = read_lines(draft, "contact_persons", [pair for pair in tables if pair[1].name == "contact_persons"])
    if not draft.is_trial and not _is_filled(draft):
        return None
    application: Application = {
        "kind": _of(head, "kind") if draft.form.kind == "choice" else draft.form.kind,
        **{name: _of(head, name) for name in BEFORE_THE_PARTIES},
        **parties,
        "items": items,
        "contact_persons": persons,
        "consent": _of(head, "consent") if "consent" in head else consent,
        "remarks": _of(head, "remarks"),
    }
    _demand_mandatory_fields(draft, application)
    _warn_of_free_mail(draft, application)
    return application


def _found_by_section(draft: Draft, assigned: Sequence[tuple[Page, Assigned]]) -> dict[str, dict[str, Found]]:
    """The value found for each field; where two labels ask for one field, the first that has a value counts."""
    sections: dict[str, dict[str, Found]] = {}
    others: dict[tuple[str, str], Found] = {}
    for page, entry in assigned:
        found = replace(_read(entry, page.grid), grid=page.grid)
        # The parts of an address are kept by their concepts and split together later.
        name = entry.concept if entry.field.reader == "address" else entry.field.name
        path = name if entry.section == "head" else f"{entry.section}.{name}"
        fields = sections.setdefault(entry.section, {})
        earlier = fields.get(name)
        if earlier is None or not earlier.raw.strip():
            fields[name] = found
            if entry.rivals:
                # Two cells are as likely: neither is taken, and a person chooses.
                fields[name] = replace(found, outcome=Outcome())
                draft.doubt(path, found.block, *entry.rivals, grid=page.grid)
            elif _is_something_else(entry, found) and not holds_name_and_reading(found.raw):
                draft.doubt(path, found.block, grid=page.grid)
        elif entry.field.reader == "address" and entry.label.number not in (None, 1) and found.outcome.value:
            fields[name] = _with_next_line(earlier, found)
        elif found.outcome.value is not None:
            others.setdefault((entry.section, name), found)
    _doubt_whose(draft, sections, others)
    readers = vocabulary().fields
    return {
        name: with_readings_parted(fields, has_reading="contact_kana" in readers[name])
        for name, fields in sections.items()
    }


def _doubt_whose(draft: Draft, sections: dict[str, dict[str, Found]], others: Mapping[tuple[str, str], Found]) -> None:
    """Takes neither of two values for one field; where a section has two companies, none of what is asked for twice."""
    differ = {(section, name) for (section, name), found in others.items() if _differ(sections[section][name], found)}
    two_companies = {section for section, name in differ if name in COMPANIES}
    for (section, name), other in others.items():
        first = sections[section][name]
        if (section, name) in differ or section in two_companies:
            path = name if section == "head" else f"{section}.{name}"
            sections[section][name] = replace(first, outcome=Outcome())
            draft.doubt(path, first.block, other.block, grid=first.grid)


def _differ(first: Found, second: Found) -> bool:
    return bool(first.outcome.value != second.outcome.value)


def _take_date_without_label(sections: dict[str, dict[str, Found]], pages: Sequence[Page], form: Form) -> None:
    """As in a letter, the only date above the first section is the date of the application, if nothing asks for it."""
    head = sections.setdefault("head", {})
    if "applied_on" in head or "applied_on" not in form.head:
        return
    found = [
        replace(read_value("date", Run((block,), block), date1904=page.grid.date1904), grid=page.grid)
        for page in pages
        for block in page.layout.unlabelled_in_head()
        if not isinstance(block.value, int | float) and fit("date", block.text) == FITS
    ]
    dates = [one for one in found if one.outcome.value is not None and one.outcome.code is None]
    if len(dates) == 1:
        head["applied_on"] = dates[0]


def _with_next_line(first: Found, second: Found) -> Found:
    """住所1 and 住所2 are lines of one address."""
    value = f"{first.outcome.value}\n{second.outcome.value}"
    return replace(first, raw=f"{first.raw}\n{second.raw}", outcome=Outcome(value, ("cells-joined",)))


def _is_something_else(entry: Assigned, found: Found) -> bool:
    """Whether the value is surely no such thing as the field asks for, though its reader takes any text."""
    return found.outcome.value is not None and fit(entry.field.reader, found.raw, entry.concept) == DOES_NOT_FIT


def _read(entry: Assigned, grid: Grid) -> Found:
    reader, concept, date1904 = entry.field.reader, entry.concept, grid.date1904
    if entry.label.inline is not None:
        return read_text(reader, entry.label.inline, entry.label.block, concept=concept, date1904=date1904)
    return read_value(reader, entry.run, concept=concept, date1904=date1904)


def _of(head: Mapping[str, Found], name: str) -> Any:
    return head[name].outcome.value if name in head else None


def _is_filled(draft: Draft) -> bool:
    """Whether a customer wrote anything: a blank form may well have a date, a preset class or a ticked box."""
    preset = ("kind", "applied_on", "contract_class", "consent", "support_contact", "distributor", "reseller_reference")
    return any(path not in preset for path in draft.provenance) or any(
        p.field not in preset for p in draft.problems if p.code != "uncertain"
    )


def _consent_without_label(layout: Layout) -> bool:
    """The box before a sentence of consent that has no label of its own."""
    return any(
        "同意" in block.text and MARK.search(block.text) is not None and is_ticked(block.text)
        for block in layout.grid.filled()
        if isinstance(block.value, str)
    )


def _demand_mandatory_fields(draft: Draft, application: Application) -> None:
    for required in draft.form.required:
        section, _, name = required.partition(".")
        if section == "items[]":
            paths = {f"items[{place}].{name}": item[name] for place, item in enumerate(application["items"])}
        elif not name:
            paths = {section: application[section]}
        else:
            paths = {required: (application[section] or {}).get(name)}
        for path, value in paths.items():
            if value is None or value == []:
                draft.report("missing_required", path, draft.homes.get(path))


def _warn_of_free_mail(draft: Draft, application: Application) -> None:
    address = (application["end_user"] or {}).get("email")
    if address and is_free_mail(address):
        draft.report("free_mail", "end_user.email", draft.homes.get("end_user.email"))
