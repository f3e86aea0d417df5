"""Legacy workbooks that customers still send: some are filed already, one is set aside, the others wait for staff."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial

from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.demo.workbooks import ARRIVED, Sample
from tbc.imports.models import Workbook
from tbc.imports.queries import list_records
from tbc.imports.readers import Readers
from tbc.imports.reading import Look
from tbc.imports.service import answers, intake, outcome
from tbc.imports.service.sums import review_all
from tbc.kit.clock import told

REASON = "電話で確認済みです。"
SET_ASIDE = "弊社の申請書ではなく、見積の依頼です。営業担当に転送しました。"


def entries(today: datetime, readers: Readers) -> Iterator[Entry]:
    """Each workbook arrives and is read; what is to be filed, is filed within the half hour."""
    for sample in ARRIVED:
        # Begun at once, so that the files are read while other things happen.
        look = readers.begin(sample.body())
        yield Entry(today - timedelta(days=sample.days, hours=2), partial(_arrive, sample, look))


def _arrive(sample: Sample, look: Future[Look], at: datetime) -> None:
    operator = find_staff("operator")
    workbook, _is_new = intake.take_in(operator, sample.name, sample.body())
    intake.keep(workbook, look.result())
    with told(at + timedelta(minutes=20)):
        if sample.outcome == "set-aside":
            outcome.set_aside(operator, workbook, SET_ASIDE)
        elif sample.outcome == "file":
            _file(workbook)


def _file(workbook: Workbook) -> None:
    operator = find_staff("operator")
    for reviewed in review_all(list_records(workbook.id)):
        if reviewed.warnings:
            answers.accept(operator, workbook, reviewed.record.position, REASON)
    application = list_records(workbook.id)[0].application or {}
    outcome.file(operator, workbook, application["end_user"]["email"], validity=None)
