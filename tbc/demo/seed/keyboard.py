"""Filling in the form, step by step, as a person at the keyboard does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tbc.applications.models import Application
from tbc.applications.record import STEPS
from tbc.applications.service import drafts, filing
from tbc.demo.seed import sheets
from tbc.kit.clock import told
from tbc.legal.versions import PRIVACY
from tbc.policy import Actor

AGREED = {"consent": True, "privacy": True}


def type_in(draft: Application, typed: dict[str, Any], *, tried: bool = True, by: Actor | None = None) -> None:
    """Save those steps of which `typed` has parts; `by` is noted as who did."""
    for step in STEPS:
        parts = {part: typed[part] for part in step.parts if part in typed}
        if parts:
            drafts.keep(draft, step, parts, None, tried=tried, by=by)


def finish(filer: Actor, draft: Application, typed: dict[str, Any], at: datetime) -> Application:
    """Fill everything in from `at` on, add the supplements it needs, and file it a quarter of an hour later."""
    with told(at + timedelta(minutes=9)):
        type_in(draft, typed)
        sheets.attach(filer, draft)
    with told(at + timedelta(minutes=15)):
        return file_now(filer, draft)


def file_now(filer: Actor, draft: Application) -> Application:
    """Agree to everything that is asked, and file."""
    return filing.file(filer, draft, AGREED, agreed_version=PRIVACY, validity=None)
