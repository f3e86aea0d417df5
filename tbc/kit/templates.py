"""How pages are rendered: strict about what is not there, and without doing again what all of them share."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_needs_escaping = re.compile("[&<>'\"]").search
# What Jinja's decorators leave on functions that ask for the context.
_ASKS_FOR_CONTEXT = "jinja_pass_arg"
_PLAIN = (FunctionType, MethodType, BuiltinFunctionType, type(lru_cache(repr)), type)


class Drawer(Macro):
    """A macro that takes its arguments at once, where Jinja's goes through them one by one: eighty times a page."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._lacking = (missing,) * self._argument_count
        self._takes_anything = self.catch_kwargs or self.catch_varargs or self.explicit_caller

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro writes: markup, unless the first argument says that it stands in plain text."""
        given = len(args)
        if self._takes_anything or given > self._argument_count or (given and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        if kwargs:
            arguments: tuple[Any, ...] = (*args, *[kwargs.pop(name, missing) for name in self.arguments[given:]])
        else:
            arguments = (*args, *self._lacking[given:])
        if self.caller:
            arguments += (
                kwargs.pop("caller", None) or self._environment.undefined("No caller defined", name="caller"),
            )
        if kwargs:
            raise TypeError(f"macro {self.name!r} takes no keyword argument {next(iter(kwargs))!r}")
        drawn = self._func(*arguments)
        return Markup(drawn) if self._default_autoescape else drawn  # noqa: S704  # a template has escaped it


class Callers(Context):
    """Calls a macro or a plain function at once.

    Whatever a template calls, some two hundred times a page, Jinja looks into it four times for a wish to be given the
    context; whatever else it may be still goes that way.
    """

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # the names are the parent's
        """What `__obj` answers to the arguments."""
        kind = type(__obj)
        # A macro's answer is markup by default; whether it is in a letter's plain text, the context must say.
        if kind is Drawer:
            at_once = __self.eval_ctx.autoescape
        else:
            at_once = kind in _PLAIN and getattr(__obj, _ASKS_FOR_CONTEXT, None) is None
        if not at_once:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class Writer(CodeGenerator):
    """Compiles templates to write values by `html`, where Jinja makes an object of each text on the page, and to make
    each macro a `Drawer`."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """As the parent does it, which names its own class here."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

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
    Macro = Drawer

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
