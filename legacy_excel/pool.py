"""Reading children for batches: each reads many files one after the other, and is replaced when one hurts it (XLS-6).

    with ReaderPool(workers=2) as pool:
        for path, reading in pool.read_all(paths):
            keep(path, reading.records, reading.sheets)

A file that kills a child, or overruns its time or memory, gets its problem code; the other files go on. A child that
somebody else killed has its file read again by a fresh one. The pool may be shared between threads.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from types import TracebackType
from typing import Final, TypeVar

from legacy_excel.children import MEMORY, TIMEOUT, Child, ChildEnded
from legacy_excel.readings import Reading, refused
from legacy_excel.taught.definition import TaughtForm

# Memory that a parser leaves scattered is given back by ending the process; starting one costs as much as 20 files.
FILES_PER_CHILD: Final = 500
# So many files per worker are read ahead of the one that is being asked for.
AHEAD: Final = 8

Place = TypeVar("Place", str, Path)


class ReaderPool:
    """Children under limits of seconds per file and bytes each; they start with the first files, and end with it."""

    def __init__(
        self,
        workers: int = 2,
        *,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        with_records: bool = True,
        with_sheets: bool = True,
        files_per_child: int = FILES_PER_CHILD,
    ) -> None:
        self._timeout, self._memory = timeout, memory
        self._wanted = {"with_records": with_records, "with_sheets": with_sheets}
        self._files_per_child = files_per_child
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        # A place for each worker: its child, or None where one is still to be started.
        self._children: SimpleQueue[Child | None] = SimpleQueue()
        for _ in range(workers):
            self._children.put(None)
        self._running: set[Child] = set()
        self._closed = Event()

    def __enter__(self) -> "ReaderPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: str | Path, taught: Sequence[TaughtForm] = ()) -> Reading:
        """Records and sheets of one file, by taught forms too; waits for a free child."""
        child = self._children.get()
        try:
            child, reading = self._look(child, path, taught)
        except ChildEnded as ended:
            child, reading = self._after(ended, path, taught)
        except BaseException:
            child = None
            raise
        finally:
            self._children.put(child)
        return reading

    def read_all(self, paths: Iterable[Place], taught: Sequence[TaughtForm] = ()) -> Iterator[tuple[Place, Reading]]:
        """Each path with its reading, in the order of the paths, which are drawn only as far ahead as is read."""
        waiting = iter(paths)
        ahead: deque[tuple[Place, Future[Reading]]] = deque()
        try:
            while True:
                for path in islice(waiting, self._workers * AHEAD - len(ahead)):
                    ahead.append((path, self._threads.submit(self.read, path, taught)))
                if not ahead:
                    return
                path, reading = ahead[0]
                yield path, reading.result()
                ahead.popleft()
        finally:
            for _, reading in ahead:
                reading.cancel()

    def close(self) -> None:
        """Ends all children, whatever they read; what was still to be read is given up."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in list(self._running):
            child.kill()
        self._threads.shutdown(wait=True)
        for child in list(self._running):
            self._end(child)

    def child_ids(self) -> list[int]:
        """The process ids of the children that are running now."""
        return [child.pid for child in list(self._running)]

    def _look(
        self, child: Child | None, path: str | Path, taught: Sequence[TaughtForm]
    ) -> tuple[Child | None, Reading]:
        """The reading of a file, and the child for the next one."""
        child = child or self._start()
        try:
            reading = child.look(path, **self._wanted, timeout=self._timeout, taught=taught)
        except BaseException:
            self._end(child)
            raise
        if child.is_spent or child.files_read >= self._files_per_child:
            self._end(child)
            return None, reading
        return child, reading

    def _after(self, ended: ChildEnded, path: str | Path, taught: Sequence[TaughtForm]) -> tuple[Child | None, Reading]:
        """The code of a file that ended its child; after an accident, the file read once more."""
        if ended.is_accident and not self._closed.is_set():
            with suppress(ChildEnded):
                return self._look(None, path, taught)
        return None, refused(ended.code)

    def _start(self) -> Child:
        if self._closed.is_set():
            raise RuntimeError("the pool is closed")
        child = Child(self._memory)
        self._running.add(child)
        if self._closed.is_set():
            # It was closed while the child started, and has not seen it.
            self._end(child)
            raise RuntimeError("the pool is closed")
        return child

    def _end(self, child: Child) -> None:
        child.end()
        self._running.discard(child)
