"""Reads the retired Excel application forms by what a sheet says, never by fixed cells (SPEC 9, XLS-1).

A library of its own: it knows nothing of the portal, of Flask or of a database.
"""

from legacy_excel.reading import read
from legacy_excel.records import Problem, Provenance, Record

__all__ = ["Problem", "Provenance", "Record", "read"]
