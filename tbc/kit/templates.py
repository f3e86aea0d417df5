"""How pages are rendered: strict about what is not there, and without doing again what all of them share."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from types import FunctionType, MethodType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_needs_escaping = re.compile("[&<>'\"]").search
# What Jinja's decorators leave on functions that ask for the context.
_ASKS_FOR_CONTEXT = "jinja_pass_arg"
_PLAIN = (Macro, FunctionType, MethodType)


class Callers(Context):
    """Calls a macro or a plain function at once.

    Whatever a template calls, some two hundred times a page, Jinja looks into it four times for a wish to be given the
    context; whatever else it may be still goes that way.
    """

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # the names are the parent's
        """What `__obj` answers to the arguments."""
        kind = type(__obj)
        # A macro's answer is markup by default; whether it is in a letter's plain text, the context must say.
        asks = not __self.eval_ctx.autoescape if kind is Macro else hasattr(__obj, _ASKS_FOR_CONTEXT)
        if asks or kind not in _PLAIN:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class Writer(CodeGenerator):
    """Compiles templates to write values by `html`, where Jinja makes an object of each text on the page."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.html(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """Jinja as Flask sets it up, with a third of its cost left out; no template has globals of its own.

    Jinja puts an empty map in front of the shared ones for each template, and looks through both for every one of
    them whenever one template takes in another: a tenth of a page's cost.
    """

    context_class = Callers
    code_generator_class = Writer

    @staticmethod
    def html(value: Any) -> str:
        """`value` as it is written on a page: markup as it stands, whatever else escaped."""
        kind = type(value)
        return value if kind is Markup or (kind is str and not _needs_escaping(value)) else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: those of the environment itself, unless it is given further ones."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Render with `Templates`; call this before anything else asks for them."""
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
