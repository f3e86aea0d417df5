"""A definition as TOML text, and back (XLS-2)."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from legacy_excel.taught.checking import from_plain
from legacy_excel.taught.definition import TaughtForm
from legacy_excel.taught.faults import Fault, Faulty

MOST_BYTES: Final = 128 * 1024
HEADING: Final = "# A form taught by pointing at cells; cells are those of the sheet it was taught on.\n"


def dump(taught: TaughtForm) -> str:
    """The definition as TOML text; `load` gives it back."""
    plain = taught.to_plain()
    tables = {key: value for key, value in plain.items() if isinstance(value, dict)}
    lines = [f"{key} = {_value(value)}" for key, value in plain.items() if key not in tables]
    for name, table in tables.items():
        lines += _table(name, table)
    return HEADING + "\n".join(lines) + "\n"


def load(text: str | bytes) -> TaughtForm:
    """The definition of a TOML text; Faulty with every fault if it cannot be used."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MOST_BYTES:
        raise Faulty([Fault("too_large", values={"most": MOST_BYTES // 1024})])
    try:
        plain = tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        raise Faulty([Fault("not_toml")]) from None
    return from_plain(plain)


def _table(name: str, table: Mapping[str, Any]) -> list[str]:
    """A table and those inside it; entries of a field stand on one line."""
    inner = {key: value for key, value in table.items() if _is_folder(value)}
    own = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in inner]
    lines = ["", f"[{name}]", *own] if own or not inner else []
    for key, value in inner.items():
        lines += _table(f"{name}.{_key(key)}", value)
    return lines


def _is_folder(value: Any) -> bool:
    return isinstance(value, dict) and not set(value) <= {"cells", "label"}


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    # JSON writes texts as TOML does, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
