"""Puts what is wrong with a field's text at the form control of the same name."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Form

from tbc.kit.entries.field import Field
from tbc.kit.entries.problem import Problem
from tbc.kit.entries.sentences import SENTENCES, sentence


def put(form: Form, entries: Iterable[Field], problems: Iterable[Problem]) -> None:
    """Each problem's sentence at its control; the last part of its path is the control's name."""
    named = {entry.name: entry for entry in entries}
    for problem in problems:
        name = problem.path.rpartition(".")[2]
        form[name].errors = [sentence(SENTENCES[problem.code], problem, str(named[name].called))]
