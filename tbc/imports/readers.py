"""Readers for many workbooks: some at the same time, by children that read one after the other (XLS-3, XLS-6)."""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Lock, Timer
from types import TracebackType
from typing import Final, Self

from legacy_excel import ReaderPool
from legacy_excel.taught import TaughtForm
from tbc.imports.reading import SECONDS, Look, Shown, draw_by, look_by

# Somebody is waiting for the page.
SECONDS_TO_DRAW: Final = 3.5
# Whoever looks through workbooks opens the next one within that time; a child takes thirty times as long to start as
# it takes to draw.
SECONDS_IDLE: Final = 60.0


class Readers:
    """As many readers as there are processors, unless said; leaving ends them, and forgets what none has begun.

    Without sheets they read twice as many files: those are drawn when somebody opens the workbook.
    """

    def __init__(self, workers: int | None = None, *, with_sheets: bool = False) -> None:
        count = workers or max(2, os.cpu_count() or 2)
        self._with_sheets = with_sheets
        self._children = ReaderPool(count, timeout=SECONDS, with_sheets=with_sheets)
        # Each thread waits for a child, and makes of its answer what is kept.
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="look")

    def begin(self, body: bytes, taught: Sequence[TaughtForm] = ()) -> Future[Look]:
        """Read `body`, by taught forms too, as soon as a reader is free; whatever it does to it, there is a result."""
        read = partial(self._children.read, taught=taught)
        return self._threads.submit(look_by, read, body, with_sheets=self._with_sheets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._children.close()
        self._threads.shutdown(wait=True)


class Drawer:
    """Draws the sheets of single workbooks by a child, which stays until nobody has come for a while."""

    def __init__(self, idle: float = SECONDS_IDLE) -> None:
        self._idle = idle
        self._lock = Lock()
        self._pool: ReaderPool | None = None
        self._timer: Timer | None = None
        self._waiting = 0

    def draw(self, body: bytes) -> list[Shown]:
        """The sheets of a workbook; none if they cannot be drawn within the limits."""
        pool = self._begin()
        try:
            return draw_by(pool.read, body)
        finally:
            self._leave()

    def close(self) -> None:
        """End the child, unless it is drawing."""
        with self._lock:
            if self._waiting == 0 and self._pool is not None:
                self._pool.close()
                self._pool = None

    def _begin(self) -> ReaderPool:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._pool is None:
                self._pool = ReaderPool(1, timeout=SECONDS_TO_DRAW, with_records=False)
            self._waiting += 1
            return self._pool

    def _leave(self) -> None:
        with self._lock:
            self._waiting -= 1
            if self._waiting == 0:
                self._timer = Timer(self._idle, self.close)
                self._timer.daemon = True
                self._timer.start()


# One for a web process, as its requests come one after the other; the child starts with the first sheet.
drawer: Final = Drawer()
atexit.register(drawer.close)
