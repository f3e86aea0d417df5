"""The command: `python -m legacy_excel read FILE...` and `python -m legacy_excel forms` (XLS-7)."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from legacy_excel.definitions import faults, forms
from legacy_excel.reading import read


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 0, or 1 if a file has an error-level problem or a definition a fault."""
    parser = argparse.ArgumentParser(
        prog="python -m legacy_excel", description="Reads the retired Excel application forms."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="print one JSON object per record and line")
    reading.add_argument("files", nargs="+", metavar="FILE")
    reading.add_argument("--provenance", action="store_true", help="add sheet, cell, raw text and steps of each value")
    commands.add_parser("forms", help="list the form definitions and check them")
    chosen = parser.parse_args(arguments)
    if chosen.command == "forms":
        return _list_forms()
    return _read_files(chosen.files, provenance=chosen.provenance)


def _read_files(files: Sequence[str], *, provenance: bool) -> int:
    has_errors = False
    for file in files:
        with _nothing_on_stderr():
            records = read(file)
        for record in records:
            has_errors = has_errors or record.has_errors()
            line = {"file": file, **record.to_json(provenance=provenance)}
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 1 if has_errors else 0


@contextmanager
def _nothing_on_stderr() -> Iterator[None]:
    """Keeps the Rust code's panics off the console; the printed line has the problem code."""
    sys.stderr.flush()
    console = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(console, 2)
        os.close(console)


def _list_forms() -> int:
    for form in sorted(forms(), key=lambda form: form.code):
        print(f"{form.code}\t{form.kind}\t{form.titles[0]}\t{', '.join(form.sections)}")
    found = faults()
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    # A console that is not UTF-8 must not end a batch at the first 髙.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # stdout is a text stream here
    sys.exit(main())
