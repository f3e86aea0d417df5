"""The staff's pages of imports."""

from tbc.imports.views import (
    acts,
    answering,
    approvals,
    batches,
    export,
    index,
    lessons,
    review,
    sheets,
    statistics,
    taught,
)
from tbc.imports.views.room import room

__all__ = [
    "acts",
    "answering",
    "approvals",
    "batches",
    "export",
    "index",
    "lessons",
    "review",
    "room",
    "sheets",
    "statistics",
    "taught",
]
