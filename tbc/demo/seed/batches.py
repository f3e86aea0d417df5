"""Batches (一括取り込み): a ZIP whose clean workbooks were approved together, loose files, one that was cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import func, select

from tbc.demo.seed.diary import Entry
from tbc.demo.seed.papers import Writer
from tbc.demo.seed.people import find_staff
from tbc.imports.models import BatchFile, RoundFile, Workbook
from tbc.imports.queries import Wanted
from tbc.imports.service import approvals, batches, outcome, settling
from tbc.imports.service.batches import Sent
from tbc.kit.clock import told
from tbc.kit.db import session

LONG = 600.0  # seconds: as many turns as it takes
CLEAN = ""
FIRST_FEW = 4
FROM_DEALER = (
    *(CLEAN, "no-email", CLEAN, CLEAN, "unknown-product", CLEAN, CLEAN, "elsewhere", CLEAN, "short-phone", CLEAN),
    *(CLEAN, "asked-later", CLEAN, CLEAN, "no-contact", CLEAN, CLEAN),
)
LOOSE = (
    *(CLEAN, CLEAN, "asked-later", CLEAN, CLEAN, "unknown-product", CLEAN, CLEAN, CLEAN, "no-email", CLEAN),
    *("unknown-product", CLEAN, CLEAN),
)
LEFT_UNREAD = (CLEAN, "elsewhere", CLEAN, CLEAN, "short-phone", *(CLEAN,) * 9)
WHY_WITHOUT = "廃止した様式には欄がないため、Excelの内容のまま受け付けます。"
WITHDRAWN = "販売店から電話があり、ポータルで申請し直すとのことです。"


def entries(today: datetime) -> Iterator[Entry]:
    """Three batches in the last weeks, and a round of approval on the first."""
    writer = Writer()
    yield Entry(today - timedelta(days=24, hours=4), partial(_from_dealer, writer))
    yield Entry(today - timedelta(days=10, hours=1), partial(_loose, writer))
    yield Entry(today - timedelta(days=2, hours=6), partial(_break_off, writer))


def _from_dealer(writer: Writer, at: datetime) -> None:
    """A dealer's ZIP of a month: with copies of the same file, and with what is no workbook."""
    first, *further = [writer.write(mistake) for mistake in FROM_DEALER]
    inside = [
        *(Sent(f"9月受付分/{one.name}", one.body) for one in (first, *further[:7])),
        *(Sent(f"10月受付分/{one.name}", one.body) for one in further[7:]),
        Sent(f"10月受付分/控え/コピー ～ {first.name}", first.body),
        Sent(f"10月受付分/控え/コピー ～ {further[2].name}", further[2].body),
        Sent("10月受付分/【B-1】開けないファイル.xlsx", first.body[:9000]),
        Sent("送付状.pdf", b"%PDF-1.4\n%%EOF\n"),
        Sent("過去分.zip", _zipped([first])),
    ]
    _read(batches.begin(find_staff("operator"), [Sent("ダミー情報機器_控え一式.zip", _zipped(inside))]).id, at)
    _approve(at)


def _loose(writer: Writer, at: datetime) -> None:
    _read(batches.begin(find_staff("administrator"), [writer.write(mistake) for mistake in LOOSE]).id, at)


def _break_off(writer: Writer, at: datetime) -> None:
    """Somebody sees after the first few files that it is not the ZIP they wanted."""
    operator = find_staff("operator")
    inside = [writer.write(mistake) for mistake in LEFT_UNREAD]
    begun = batches.begin(operator, [Sent("架空システムズ_11月分.zip", _zipped(inside))]).id
    with told(at + timedelta(minutes=1)):
        while _count_settled(begun) < FIRST_FEW and settling.read_on(begun, 0.01):
            pass
        batch = settling.lock_open(begun)
        assert batch is not None
        batches.cancel(operator, batch)


def _count_settled(batch_id: UUID) -> int:
    settled = select(func.count()).where(BatchFile.batch_id == batch_id, BatchFile.outcome != "waiting")
    return session.scalar(settled) or 0


def _read(batch_id: UUID, at: datetime) -> None:
    with told(at + timedelta(minutes=2)):
        settling.read_on(batch_id, LONG)


def _approve(at: datetime) -> None:
    """All that is clean is filed at once; meanwhile a colleague sets one of them aside."""
    operator, colleague = find_staff("operator"), find_staff("administrator")
    with told(at + timedelta(minutes=15)):
        clean = Wanted(problems="clean")
        begun = approvals.begin(operator, clean, recipient="reseller", number_to="", reason=WHY_WITHOUT)
        third = select(RoundFile.workbook_id).where(RoundFile.round_id == begun.id, RoundFile.position == 3)
        workbook = session.get_one(Workbook, session.scalars(third).one())
        outcome.set_aside(colleague, workbook, WITHDRAWN)
    with told(at + timedelta(minutes=18)):
        approvals.file_on(begun.id, LONG, validity=None)


def _zipped(files: list[Sent]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for one in files:
            archive.writestr(one.name, one.body)
    return target.getvalue()
