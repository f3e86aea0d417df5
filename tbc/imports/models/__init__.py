"""The tables of imports: workbooks with their records and sheets, batches of files, approvals of many at once."""

from tbc.imports.models.approvals import ApprovalRound, RoundFile
from tbc.imports.models.batches import Batch, BatchFile, Parcel
from tbc.imports.models.workbooks import Workbook, WorkbookRecord, WorkbookSheet

__all__ = [
    "ApprovalRound",
    "Batch",
    "BatchFile",
    "Parcel",
    "RoundFile",
    "Workbook",
    "WorkbookRecord",
    "WorkbookSheet",
]
