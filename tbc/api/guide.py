"""What the documentation page shows: the same table that makes the OpenAPI document, and the examples."""

from __future__ import annotations

from typing import Any

from tbc.api.access import limit
from tbc.api.forms import SCOPE_WORDS
from tbc.api.openapi import schemas
from tbc.api.operations import OPERATIONS
from tbc.api.problems import KINDS


def contents() -> dict[str, Any]:
    """The values of the template."""
    return {
        "operations": list(OPERATIONS.values()),
        "schemas": schemas(),
        "scopes": SCOPE_WORDS,
        "problems": KINDS,
        "calls": limit().tries,
    }
