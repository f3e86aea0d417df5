"""What the source may not contain: each way in which text becomes a program needs a reason that stands here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("tbc", "legacy_excel") for path in (ROOT / room).rglob("*.py"))
TEMPLATES = sorted((ROOT / "tbc" / "templates").rglob("*.html"))
SCRIPTS = sorted(path for path in (ROOT / "tbc" / "static" / "js").glob("*.js") if not path.name.startswith("htmx"))

# Where markup is made from text, and why it holds nothing that anybody typed.
MARKUP = {
    "tbc/kit/phrases.py": "phrases of our own catalogues; values are put in afterwards, escaped",
    "tbc/kit/templates.py": "what a macro wrote, in which the template has escaped every value",
    "tbc/kit/shell.py": "attribute names are the templates', values are escaped one by one",
    "tbc/accounts/views/pending.py": "the QR code of an app's secret: squares alone, no text",
    "tbc/applications/views/filed.py": "the QR code: drawn from 24 characters of our own alphabet",
    "tbc/deliveries/views/certificates.py": "the QR code: drawn from an address that we made, squares alone",
    "tbc/demo/views.py": "segno's drawing of the demo's own secret",
}
# Where SQL is put together from pieces, and why no piece is anybody's input.
PIECED_SQL = {
    "tbc/demo/postgres.py": "the name of a database, quoted, of the demo and the tests alone",
    "tbc/demo/database.py": "names of our own tables, in the demo alone",
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "render_template_string", "loads_unsafe"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "yaml", "random"}


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for path in SOURCES:
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_markup_is_made_only_where_a_reason_says_why() -> None:
    found = {name for name, tree in _trees() for call in _calls(tree) if _name(call) == "Markup"}
    assert found == set(MARKUP)


def test_no_template_takes_text_for_markup() -> None:
    for path in TEMPLATES:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|\|\s*format\b", source), path
        assert not re.search(r"\son(?!ly=)[a-z]+=[\"'{]|hx-on|hx-vals=.js:|javascript:", source), path
        assert not re.search(r"<style\b|\sstyle\s*=", source) or "templates/mail/" in str(path), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", source), path


def test_every_template_escapes(  # Flask escapes .html alone: another suffix would be text
) -> None:
    others = [
        path
        for path in (ROOT / "tbc" / "templates").rglob("*")
        if path.is_file() and path.suffix not in {".html", ".txt"}
    ]
    assert others == []
    # Letters, and the leaflet in the archive of a person's own data: read as text, never as a page.
    texts = {path.parent.parts[-1] for path in (ROOT / "tbc" / "templates").rglob("*.txt") if "mail" not in path.parts}
    assert texts == {"leaving"}


def test_sql_is_never_put_together_from_input() -> None:
    pieced = {
        name
        for name, tree in _trees()
        for call in _calls(tree)
        if _name(call) in {"text", "execute", "executemany", "literal_column"}
        and call.args
        and _is_pieced(call.args[0])
    }
    assert pieced <= set(PIECED_SQL)


def test_nothing_runs_text_as_a_program() -> None:
    for name, tree in _trees():
        for call in _calls(tree):
            is_method = isinstance(call.func, ast.Attribute)
            assert is_method or _name(call) not in FORBIDDEN_CALLS, f"{name}: {_name(call)}"
            assert not any(keyword.arg == "shell" for keyword in call.keywords), f"{name}: shell="
        for node in ast.walk(tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong = FORBIDDEN_MODULES & {module.split(".")[0] for module in modules}
            assert not wrong or "demo" in name, f"{name}: {wrong}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_our_scripts_put_no_markup_together(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


def test_no_secret_stands_in_the_source() -> None:
    key = re.compile(r"BEGIN (RSA |EC )?PRIVATE KEY|AKIA[0-9A-Z]{16}|secret_key\s*=\s*[\"'][^\"']{8}")
    assert [name for path in SOURCES if key.search(path.read_text(encoding="utf-8")) for name in [path.name]] == []


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_pieced(node: ast.expr) -> bool:
    """An f-string with values in it, `%`, `+` with something unknown, or `.format`."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return True
    return isinstance(node, ast.Call) and _name(node) == "format"
