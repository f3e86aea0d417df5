"""Forms as the version of 2023-10-01 had them, written from any record: 方眼紙 with numbers, or a table with ◆ and *.

Words and the shapes of values are picked from those that were seen (README sections 4 and 8).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from legacy_excel.definitions import form
from tests.legacy_excel import shapes
from tests.legacy_excel.noise import BOXES, TICKS, Pick
from tests.legacy_excel.records import Held
from tests.legacy_excel.seen_words import LABELS, MANDATORY, SAME, SECTIONS, TITLES, VERSION

PARTY = ("corporate_name", "department", "contact_name", "phone", "email", "postal_code", "address")
DEALER = ("company", "branch", "department", "contact_name", "phone", "email")


def held_by_look(code: str) -> Held:
    """What the forms of 2023 asked for: no corporate number, and of the support contact no furigana and no title."""
    definition = form(code)
    fields = {
        "end_user": frozenset({*PARTY, "title", "corporate_name_kana", "contact_name_kana"}),
        "support_contact": frozenset(PARTY),
        "delivery": frozenset({"email", "company", "contact_name"}),
        "reseller": frozenset(DEALER),
        "distributor": frozenset(DEALER),
    }
    tables = {"items": frozenset(definition.columns)}
    if "contact_persons" in definition.sections:
        tables["contact_persons"] = frozenset({"name", "name_kana", "phone", "email"})
    boxes = frozenset({"support_contact", "distributor"} & set(definition.sections))
    return Held(code, frozenset(definition.head), fields, boxes, tables)


def written(application: Mapping[str, Any], code: str, pick: Pick) -> Workbook:
    """The application on a form of that kind, in a look and words that `pick` picks."""
    look = pick((_Squared, _Plain))(pick)
    look.begin(code)
    look.head(application, code)
    for section in ("end_user", "support_contact", "delivery", "reseller", "distributor"):
        if section in form(code).sections:
            look.party(section, application[section])
        if section == "end_user" and code == "B-2HW":
            look.site()
    look.items(application["items"], form(code).columns, "renewed" if code.startswith("B") else "bought")
    if "contact_persons" in form(code).sections:
        look.persons(application["contact_persons"])
    look.foot(application)
    return look.book


class _Look(ABC):
    """A sheet that is written from above; columns count from 1. What the looks do not share stands in their classes.

    `first` is the form's first column, `label` how many columns a label takes, `second` where the second label of a
    line begins, `table` where the columns of tables begin.
    """

    first, label, second, table_from, last = 2, 1, 6, 3, 9
    required = " *"

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.book = Workbook()
        self.sheet: Any = self.book.active
        self.sheet.title = pick(("申請書", "Sheet1"))
        self.row, self.sections, self.fields = 1, 0, 0
        self.words = {name: pick(words) for name, words in LABELS.items()}

    def put(self, row: int, col: int, value: Any, last: int | None = None) -> None:
        """A value, its cells merged up to the last column."""
        self.sheet.cell(row, col).value = value
        if last is not None and last > col:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=col, end_column=last)

    def begin(self, code: str) -> None:
        """The title, the version, what it says to the customer."""
        title = TITLES[code] if code == "USER" else f"【{code}】{TITLES[code]}"
        self.put(1, self.first, title, self.last)
        self.put(2, self.last - 1, VERSION, self.last)
        self.put(3, self.first, "サンプルソフト株式会社　御中", self.second)
        self.row = 5

    def head(self, application: Mapping[str, Any], code: str) -> None:
        """The fields before the first section, by twos."""
        names = [name for name in form(code).head if name in LABELS and name not in ("consent", "remarks")]
        self.fields = 0
        for start in range(0, len(names), 2):
            self.line([(name, name, application[name]) for name in names[start : start + 2]])
        self.row += 1

    def party(self, section: str, party: Mapping[str, Any] | None) -> None:
        """A section with its fields; one that may be the same as another has a box for that."""
        self.bar(self.pick(SECTIONS[section]))
        target = {"support_contact": "end_user", "distributor": "reseller"}.get(section)
        values = party or {}
        if target is not None:
            mark = self.pick(TICKS) if "same_as" in values else self.pick(BOXES)
            note = self.pick(("", "（チェックした場合、以下は記入不要です）"))
            alike = self.pick(("と同じ", "に同じ"))
            self.put(self.row, self.first, f"{mark} {self.pick(SAME[target])}{alike}{note}", self.last)
            self.row += 1
        for line in self.arrangement(section, {} if "same_as" in values else values):
            self.line(line)
        self.row += 1

    def arrangement(self, section: str, values: Mapping[str, Any]) -> list[list[tuple[str, str, Any]]]:
        """The lines of a section: (word, field, value) of one or two fields each."""
        at = values.get
        if section in ("reseller", "distributor"):
            return [[(name, name, at(name)) for name in DEALER[start : start + 2]] for start in (0, 2, 4)]
        if section == "delivery":
            return [[("email", "email", at("email"))], [(name, name, at(name)) for name in ("company", "contact_name")]]
        address = _address(values)
        place = [[("postal_code", "postal_code", at("postal_code"))], [("address", "address", address)]]
        phone: list[tuple[str, str, Any]] = [("phone", "phone", at("phone")), ("fax", "fax", None)]
        mail = [("email", "email", at("email"))]
        name = ("corporate_name", "corporate_name", at("corporate_name"))
        contact, department = (
            ("contact_name", "contact_name", at("contact_name")),
            ("department", "department", at("department")),
        )
        if section == "support_contact":
            return [[name], [department, contact], *place, phone, mail]
        return [
            [("kana", "corporate_name_kana", at("corporate_name_kana"))], [name], *place,
            [department, ("title", "title", at("title"))],
            [("kana", "contact_name_kana", at("contact_name_kana"))], [contact], phone, mail,
        ]  # fmt: skip

    def site(self) -> None:
        """Where the appliance stands: not imported, whatever is written there."""
        self.bar(self.pick(SECTIONS["site"]))
        self.line([("company", "company", "株式会社設置先サンプル")])
        self.line([("address", "address", "大阪府大阪市北区梅田9-9-9　ダミー設置ビルB1F")])
        self.line([("contact_name", "contact_name", "設置　次郎"), ("phone", "phone", "06-5555-9876")])
        self.row += 1

    def items(self, items: Sequence[Mapping[str, Any]], columns: Sequence[str], kind: str) -> None:
        """The table of products; a unit may stand in a cell of its own."""
        self.bar(self.pick(SECTIONS[kind]))
        self.table([(name, name) for name in columns], items, unit=self.pick(("本", "台", None)))
        self.put(self.row, self.first, "合　計", self.first + self.label)
        self.row += 2

    def persons(self, persons: Sequence[Mapping[str, Any]]) -> None:
        """The table of contact persons."""
        self.bar(self.pick(SECTIONS["contact_persons"]))
        fields = [("name", "name"), ("kana", "name_kana"), ("phone", "phone"), ("email", "email")]
        self.table(fields, persons, unit=None)
        self.row += 1

    def table(self, fields: Sequence[tuple[str, str]], lines: Sequence[Mapping[str, Any]], unit: str | None) -> None:
        """A header, the lines, and one that is empty."""
        columns = self.columns(len(fields))
        self.put(self.row, self.first, self.pick(("No.", "No")), columns[0][0] - 1)
        for (word, name), (first, last) in zip(fields, columns, strict=True):
            self.put(self.row, first, self.words[word] + (self.required if name in MANDATORY else ""), last)
        for number, line in enumerate([*lines, {}], 1):
            self.row += 1
            self.put(self.row, self.first, number, columns[0][0] - 1)
            for (_word, name), (first, last) in zip(fields, columns, strict=True):
                has_unit = unit is not None and name == "quantity" and last > first
                value = shapes.way(self.pick, name, line.get(name)) if not has_unit else line.get(name)
                self.put(self.row, first, value, last - 1 if has_unit else last)
                if has_unit:
                    self.put(self.row, last, unit)
        self.row += 1

    def foot(self, application: Mapping[str, Any]) -> None:
        """Consent as a box or as はい／いいえ, remarks, and the vendor's own box."""
        tick, box = self.pick(TICKS), self.pick(BOXES)
        given = application["consent"]
        consent = self.pick((
            f"{tick if given else box} エンドユーザー様の同意を得ています",
            f"エンドユーザー様の同意を得ています　{tick if given else box} はい　{box if given else tick} いいえ",
        ))  # fmt: skip
        self.labelled("consent", consent)
        self.labelled("remarks", shapes.way(self.pick, "remarks", application["remarks"]))
        self.row += 1
        self.put(self.row, self.first, "弊社使用欄（記入しないでください）", self.last)
        for start, text in enumerate(("受付日", "受付番号", "ライセンスID")):
            self.put(self.row + 1, self.first + start * 2, text, self.first + start * 2 + 1)
            self.put(self.row + 2, self.first + start * 2, self.pick((None, "1234567890")), self.first + start * 2 + 1)

    def labelled(self, word: str, value: Any) -> None:
        """One field over the whole width."""
        self.put(self.row, self.first, self.words[word], self.first + self.label - 1)
        self.put(self.row, self.first + self.label, value, self.last)
        self.row += 1

    def line(self, entries: Sequence[tuple[str, str, Any]]) -> None:
        """One or two fields, each (word of its label, field, value)."""
        for place, (word, name, value) in enumerate(entries):
            start = self.second if place else self.first
            end = self.second - 1 if len(entries) > 1 and not place else self.last
            self.put(self.row, start, self.named(word, name), start + self.label - 1)
            for cell, last, written_there in self.shaped(name, value, start + self.label, end):
                self.put(self.row, cell, written_there, last)
        self.row += 1

    def columns(self, number: int) -> list[tuple[int, int]]:
        """First and last column of so many columns of a table, the first of them the widest."""
        width = (self.last - self.table_from + 1) // number
        starts = [self.last + 1 - width * (number - place) for place in range(1, number)]
        return list(zip([self.table_from, *starts], [start - 1 for start in [*starts, self.last + 1]], strict=True))

    @abstractmethod
    def bar(self, title: str) -> None:
        """The title of a section."""

    @abstractmethod
    def named(self, word: str, name: str) -> str:
        """A label as the look writes it."""

    @abstractmethod
    def shaped(self, name: str, value: Any, first: int, last: int) -> list[shapes.Piece]:
        """The value in its cells."""


class _Plain(_Look):
    """A table with a border: labels left, ◆ before titles, * for what is mandatory, every value in one cell."""

    def bar(self, title: str) -> None:
        self.put(self.row, self.first, f"◆{title}", self.last)
        self.row += 1

    def named(self, word: str, name: str) -> str:
        return self.words[word] + (self.required if name in MANDATORY else "")

    def shaped(self, name: str, value: Any, first: int, last: int) -> list[shapes.Piece]:
        return shapes.in_one_cell(self.pick, name, value, first, last)


class _Squared(_Look):
    """方眼紙: numbered titles and labels, （必須）, many values with a cell for each character."""

    first, label, second, table_from, last = 2, 8, 22, 4, 41
    required = "（必須）"

    def bar(self, title: str) -> None:
        self.sections += 1
        self.fields = 0
        self.put(self.row, self.first, f"{shapes.wide(str(self.sections))}．{title}", self.last)
        self.row += 1

    def named(self, word: str, name: str) -> str:
        self.fields += 1
        number = chr(ord("①") + self.fields - 1)
        return number + self.words[word] + (self.required if name in MANDATORY else "")

    def shaped(self, name: str, value: Any, first: int, last: int) -> list[shapes.Piece]:
        return shapes.in_cells(self.pick, name, value, first, last)


def _address(values: Mapping[str, Any]) -> str | None:
    parts = [str(values.get(name) or "") for name in ("prefecture", "city", "street")]
    address = "".join(parts) + (f"\u3000{values['building']}" if values.get("building") else "")
    return address or None
