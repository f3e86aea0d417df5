"""Readers for many workbooks: some at the same time, by children that read one after the other (XLS-3, XLS-6)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from legacy_excel import ReaderPool
from legacy_excel.taught import TaughtForm
from tbc.imports.reading import SECONDS, Look, look_by


class Readers:
    """As many readers as there are processors, unless said; leaving ends them, and forgets what none has begun."""

    def __init__(self, workers: int | None = None) -> None:
        count = workers or max(2, os.cpu_count() or 2)
        self._children = ReaderPool(count, timeout=SECONDS)
        # Each thread waits for a child, and makes of its answer what is kept.
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="look")

    def begin(self, body: bytes, taught: Sequence[TaughtForm] = ()) -> Future[Look]:
        """Read `body`, by taught forms too, as soon as a reader is free; whatever it does to it, there is a result."""
        return self._threads.submit(look_by, lambda path: self._children.read(path, taught), body)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._children.close()
        self._threads.shutdown(wait=True)
