"""The tables of imports: workbooks with their records and sheets, batches, approvals of many, taught forms."""

from tbc.imports.models.approvals import ApprovalRound, RoundFile
from tbc.imports.models.batches import Batch, BatchFile, Parcel
from tbc.imports.models.teaching import TaughtForm
from tbc.imports.models.workbooks import Workbook, WorkbookRecord, WorkbookSheet

__all__ = [
    "ApprovalRound",
    "Batch",
    "BatchFile",
    "Parcel",
    "RoundFile",
    "TaughtForm",
    "Workbook",
    "WorkbookRecord",
    "WorkbookSheet",
]
