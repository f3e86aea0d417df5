"""Finds Japanese that would reach an English reader: text in the sources that no translation passes through."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.setup.catalogue import KEYWORDS, PROJECT

PORTAL = PROJECT / "tbc"
# Kana, kanji and the full-width forms of signs and letters.
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_TRANSLATING = {"_", "gettext", "ngettext", "pgettext", *(word.split(":")[0] for word in KEYWORDS.split())}
_pages = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def untranslated(path: Path) -> list[str]:
    """`line: text` for each Japanese text in a module, page or letter that stands outside a call of gettext."""
    found = _in_module(path) if path.suffix == ".py" else _in_page(path)
    return [f"{line}: {text.strip()}" for line, text in found if JAPANESE.search(text)]


def _in_module(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = {id(part) for call in ast.walk(tree) if _translates(call) for part in ast.walk(call)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            passed |= {id(part) for part in ast.walk(node.body[0])}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.lineno, node.value


def _translates(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TRANSLATING


def _in_page(path: Path) -> Iterator[tuple[int, str]]:
    tree = _pages.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _TRANSLATING:
            passed |= {id(argument) for argument in call.args}
    for node in tree.find_all((nodes.TemplateData, nodes.Const)):
        text = node.data if isinstance(node, nodes.TemplateData) else node.value
        if isinstance(text, str) and id(node) not in passed:
            yield node.lineno, text
