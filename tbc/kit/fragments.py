"""Parts of pages that are the same for everybody: drawn once, and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask

from tbc.kit.language import language


def init_app(app: Flask) -> None:
    """Give templates `once(macro, …)`."""
    app.jinja_env.globals["once"] = once


def once(macro: Callable[..., str], /, *given: Any) -> str:
    """What `macro` draws of `given` (texts, numbers, sets of them) in the reader's language, drawn once for all.

    For macros that ask nothing else: neither who is reading nor what they opened. A macro that is imported without
    context cannot but by a global such as `actor()` or `csrf_token()`, so it sees only what it is given. The frame of
    a page costs a quarter of itself this way. The fewer the things that can be given, the better: what is particular
    to one reader or one application is written beside it.
    """
    return _drawn(macro, language(), *given)


# Typed, since markup is equal to the text that has to be escaped, and 1 to True.
@lru_cache(maxsize=1024, typed=True)
def _drawn(macro: Callable[..., str], _language: str, /, *given: Any) -> str:
    return macro(*given)
