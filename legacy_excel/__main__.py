"""The command: `python -m legacy_excel read FILE...`, `forms`, and `fill RECORD.json -o OUT.xlsx` (XLS-7)."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from legacy_excel.definitions import faults, forms
from legacy_excel.reading import read
from legacy_excel.taught import Faulty, TaughtForm, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 0, or 1 if a file has an error-level problem or a definition a fault."""
    parser = argparse.ArgumentParser(
        prog="python -m legacy_excel", description="Reads and fills in the retired Excel application forms."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="print one JSON object per record and line")
    reading.add_argument("files", nargs="+", metavar="FILE")
    reading.add_argument("--provenance", action="store_true", help="add sheet, cell, raw text and steps of each value")
    reading.add_argument("--taught", action="append", default=[], metavar="FORM.toml", help="a taught form to read by")
    listing = commands.add_parser("forms", help="list the form definitions and check them")
    listing.add_argument("taught", nargs="*", metavar="FORM.toml", help="a taught form to check with them")
    filling = commands.add_parser("fill", help="write a record into the blank form of its kind")
    filling.add_argument("record", metavar="RECORD.json", help="a line that `read` has printed; - for standard input")
    filling.add_argument("--form", metavar="CODE", help="another form than the record's own")
    filling.add_argument("-o", "--output", required=True, metavar="OUT.xlsx")
    chosen = parser.parse_args(arguments)
    if chosen.command == "forms":
        return _list_forms(chosen.taught)
    if chosen.command == "fill":
        from legacy_excel.filling.command import fill_file  # openpyxl costs 0.2 s, and reading needs none of it

        return fill_file(chosen.record, chosen.form, chosen.output)
    taught, wrong = _taught_forms(chosen.taught)
    if wrong:
        return _complain(wrong)
    return _read_files(chosen.files, taught, provenance=chosen.provenance)


def _read_files(files: Sequence[str], taught: Sequence[TaughtForm], *, provenance: bool) -> int:
    has_errors = False
    for file in files:
        with _nothing_on_stderr():
            records = read(file, taught)
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


def _list_forms(files: Sequence[str]) -> int:
    for form in sorted(forms(), key=lambda form: form.code):
        print(f"{form.code}\t{form.kind}\t{form.titles[0]}\t{', '.join(form.sections)}")
    taught, wrong = _taught_forms(files)
    for one in taught:
        print(f"{one.form}\ttaught\t{one.name}\t{', '.join(one.spots)}")
    return _complain([*faults(), *wrong])


def _taught_forms(files: Sequence[str]) -> tuple[list[TaughtForm], list[str]]:
    """The taught forms of some TOML files, and a sentence for each fault."""
    taught, wrong = [], []
    for file in files:
        try:
            taught.append(load(Path(file).read_bytes()))
        except OSError as fault:
            wrong.append(f"{file}: {fault.strerror}")
        except Faulty as faulty:
            wrong += [f"{file}: {fault.at}: {fault.sentence('en')}" for fault in faulty.faults]
    return taught, wrong


def _complain(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1 if sentences else 0


if __name__ == "__main__":
    # A console that is not UTF-8 must not end a batch at the first 髙.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # stdout is a text stream here
    sys.exit(main())
