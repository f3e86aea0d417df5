"""How pages are rendered: strict about what is not there, and without copying what all of them share."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined


class Templates(Environment):
    """Jinja as Flask sets it up, but no template has globals of its own.

    Jinja puts an empty map in front of the shared ones for each template, and looks through both for every one of
    them whenever one template takes in another: a tenth of a page's cost.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: those of the environment itself, unless it is given further ones."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Render with `Templates`; call this before anything else asks for them."""
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
