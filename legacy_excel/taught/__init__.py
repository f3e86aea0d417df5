"""Forms that were taught by pointing at cells: definitions as data, recognised by their fixed texts (XLS-2).

A definition is made from one filled workbook and reads the next of its kind, also where rows or columns were moved
or inserted; another layout is not recognised, and doubt becomes the problem `uncertain`.
"""

from legacy_excel.taught.definition import TaughtForm
from legacy_excel.taught.faults import Fault, Faulty
from legacy_excel.taught.reading import read_taught
from legacy_excel.taught.recognition import recognise
from legacy_excel.taught.texts import dump, load

__all__ = ["Fault", "Faulty", "TaughtForm", "dump", "load", "read_taught", "recognise"]
