"""Makes a definition of plain data, or says in sentences what is wrong with it; nothing in it is trusted."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from legacy_excel.definitions import form, forms, vocabulary
from legacy_excel.taught import areas
from legacy_excel.taught.definition import (
    FORMAT,
    TABLES,
    Spot,
    TaughtColumn,
    TaughtForm,
    TaughtTable,
    columns_of,
    slots_of,
    tables_of,
)
from legacy_excel.taught.faults import Fault, Faulty
from legacy_excel.workbook.grid import position

T = TypeVar("T")
MOST_LABELS: Final = 400
LONGEST_LABEL: Final = 80
LONGEST_NAME: Final = 60
FEWEST_LABELS: Final = 4
KEYS: Final = frozenset({"format", "name", "form", "sheet", "title", "labels", "sections", "fields", "trial", *TABLES})


def from_plain(plain: Mapping[str, Any]) -> TaughtForm:
    """The definition that `TaughtForm.to_plain` or a TOML file describes; Faulty if it cannot be used."""
    return _Checker(plain).definition()


class _Checker:
    """Goes through the data once and gathers every fault."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain
        self._faults: list[Fault] = []

    def definition(self) -> TaughtForm:
        plain = self._plain
        self._faults += [Fault("unknown_key", str(key)[:60]) for key in plain if key not in KEYS]
        if plain.get("format") != FORMAT:
            raise Faulty([Fault("wrong_format")])
        code = str(plain.get("form"))
        if code not in {known.code for known in forms()}:
            raise Faulty([Fault("unknown_form", values={"code": code[:20]})])
        labels = self._labels()
        title = self._label("title", plain.get("title"), labels)
        base = form(code)
        found = TaughtForm(
            name=self._name(),
            form=code,
            sheet=self._text("sheet", 100),
            title=title,
            labels=labels,
            sections=self._sections(frozenset(base.sections)),
            spots=self._spots(labels, frozenset(slots_of(base))),
            tables={
                name: self._table(name, labels, columns_of(base, name)) for name in tables_of(base) if name in plain
            },
            is_trial=plain.get("trial") is True,
        )
        count = len(found.leaned_on())
        if not found.is_trial and count < FEWEST_LABELS:
            self._faults.append(Fault("few_labels", values={"count": count, "more": FEWEST_LABELS - count}))
        if self._faults:
            raise Faulty(self._faults)
        return found

    def _name(self) -> str:
        name = self._text("name", LONGEST_NAME).strip()
        if not name or not name.isprintable():
            self._fault("bad_name", "name")
        return name

    def _text(self, key: str, longest: int) -> str:
        value = self._plain.get(key, "")
        if not isinstance(value, str) or len(value) > longest:
            self._fault("bad_name" if key == "name" else "wrong_shape", key)
            return ""
        return value

    def _labels(self) -> dict[str, str]:
        labels = self._table_of("labels", self._plain.get("labels", {}))
        if len(labels) > MOST_LABELS:
            self._fault("wrong_shape", "labels")
            return {}
        kept = {}
        for address, text in labels.items():
            if not _is_address(address) or not isinstance(text, str) or not 0 < len(text) <= LONGEST_LABEL:
                self._fault("wrong_shape", f"labels.{address[:20]}")
            else:
                kept[address] = text
        return kept

    def _label(self, at: str, value: Any, labels: Mapping[str, str]) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or value not in labels:
            self._fault("unknown_label", at, label=str(value)[:20])
            return None
        return value

    def _sections(self, known: frozenset[str]) -> dict[str, tuple[int, int]]:
        found = {}
        for name, typed in self._table_of("sections", self._plain.get("sections", {})).items():
            if name not in known:
                self._fault("unknown_field", f"sections.{name[:40]}")
            elif (read := self._read(areas.rows, "bad_rows", f"sections.{name}", typed)) is not None:
                found[name] = read
        return found

    def _spots(self, labels: Mapping[str, str], known: frozenset[str]) -> dict[str, Spot]:
        found = {}
        for section, entries in self._table_of("fields", self._plain.get("fields", {})).items():
            for concept, entry in self._table_of(f"fields.{section}", entries).items():
                slot = f"{section}.{concept}"
                if slot not in known:
                    self._fault("unknown_field", slot[:60])
                    continue
                typed, label = self._entry(slot, entry, labels)
                read = self._read(areas.cells, "bad_cells", slot, typed)
                if read is not None:
                    found[slot] = Spot(read, label)
        return found

    def _table(self, name: str, labels: Mapping[str, str], known: tuple[str, ...]) -> TaughtTable:
        plain = self._table_of(name, self._plain[name])
        self._faults += [Fault("unknown_key", f"{name}.{key[:40]}") for key in set(plain) - {"rows", "foot", "columns"}]
        rows = self._read(areas.rows, "bad_rows", f"{name}.rows", plain.get("rows", "")) or (0, 0)
        columns = {}
        for concept, entry in self._table_of(f"{name}.columns", plain.get("columns", {})).items():
            slot = f"{name}.{concept}"
            if concept not in known or concept not in vocabulary().fields[name]:
                self._fault("unknown_field", slot[:60])
                continue
            typed, label = self._entry(slot, entry, labels)
            read = self._read(areas.columns, "bad_columns", slot, typed)
            if read is not None:
                columns[concept] = TaughtColumn(*read, label)
        return TaughtTable(*rows, columns, self._label(f"{name}.foot", plain.get("foot"), labels))

    def _entry(self, at: str, entry: Any, labels: Mapping[str, str]) -> tuple[Any, str | None]:
        plain = self._table_of(at, entry)
        self._faults += [Fault("unknown_key", f"{at}.{key[:20]}") for key in set(plain) - {"cells", "label"}]
        return plain.get("cells", ""), self._label(at, plain.get("label"), labels)

    def _table_of(self, at: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self._fault("wrong_shape", at[:60])
            return {}
        return {str(key): one for key, one in value.items()}

    def _read(self, reader: Callable[[str], T], code: str, at: str, typed: Any) -> T | None:
        try:
            return reader(typed if isinstance(typed, str) else "")
        except ValueError:
            self._fault(code, at, typed=str(typed)[:40])
            return None

    def _fault(self, code: str, at: str, **values: object) -> None:
        self._faults.append(Fault(code, at, values))


def _is_address(text: str) -> bool:
    try:
        position(text)
    except ValueError:
        return False
    return True
