"""Writes an application into the retired form of its kind, for partners who still ask for one.

The blank forms lie in `blank/`; where their fields stand is found by the reader's own understanding of them, and
what was written is read back by it, so that whatever a form could not hold is told.
"""

from legacy_excel.filling.blanks import RecordRefused, codes
from legacy_excel.filling.holding import Unplaced, lacking
from legacy_excel.filling.writing import Filled, fill

__all__ = ["Filled", "RecordRefused", "Unplaced", "codes", "fill", "lacking"]
