"""A mark of everything that staff have answered in a workbook, to tell whether it changed since somebody saw it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from tbc.imports.models import WorkbookRecord

LENGTH = 16


def fingerprint(records: Iterable[WorkbookRecord]) -> str:
    """The mark of the records' corrections: the same as long as nobody has changed one."""
    said = [[record.position, record.corrections] for record in records]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:LENGTH]
