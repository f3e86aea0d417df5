"""The parent's side of a reading child process: starts it, asks it for one file after the other, ends it (XLS-6)."""

import json
import logging
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from legacy_excel.readings import Reading
from legacy_excel.taught.definition import TaughtForm

MIB: Final = 1024 * 1024
TIMEOUT: Final = 10.0
MEMORY: Final = 300 * MIB
STARTING: Final = 60.0
# The child may use its seconds of the processor; on a busy machine that takes so many times as long by the clock.
PATIENCE: Final = 3
# What a child tells is cut to what a person looks at, and that takes a tenth of this.
ANSWER_BYTES: Final = 32 * MIB
PIPE_BYTES: Final = 1 << 16
OUT_OF_MEMORY: Final = 86
# How a child ends that met its limits: killed, aborted by Rust without memory, out of CPU time, or on its own word.
AT_THE_LIMIT: Final = {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGXCPU, OUT_OF_MEMORY}


class ChildEnded(Exception):
    """The child ended before it answered; `code` says what that means for the file that it was reading.

    `is_accident` is true where neither the file nor the child's limits ended it: another child may read the file.
    """

    def __init__(self, code: str, *, is_accident: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_accident = is_accident


class Child:
    """One reading process under limits, started when this is made. `end` it always: it leaves no zombie then."""

    def __init__(self, memory: int = MEMORY) -> None:
        # It gets no environment, and a group of its own: Ctrl-C at a terminal is for the batch, not for the child.
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "legacy_excel.child", str(memory)],
            env={"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        self.files_read = 0
        self._taught: Sequence[TaughtForm] = ()
        # It has grown so large that the next file should have a fresh one.
        self.is_spent = False
        try:
            self._answer(STARTING)
        except ChildEnded as ended:
            self.end()
            raise RuntimeError("the reading process does not start") from ended

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def look(
        self,
        path: str | Path,
        *,
        with_records: bool = True,
        with_sheets: bool = True,
        timeout: float = TIMEOUT,
        taught: Sequence[TaughtForm] = (),
    ) -> Reading:
        """As `readings.look`, in `timeout` seconds of the processor, thrice that by the clock; else `ChildEnded`."""
        self.files_read += 1
        wanted = {"with_records": with_records, "with_sheets": with_sheets}
        asked: dict[str, Any] = {"path": str(Path(path).absolute()), "wanted": wanted, "seconds": timeout}
        if taught != self._taught:
            # The child keeps what it was told once.
            asked["taught"], self._taught = [form.to_plain() for form in taught], taught
        try:
            assert self._process.stdin is not None, "it was asked for"
            self._process.stdin.write(json.dumps(asked).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise self._ended() from None
        answer = self._answer(timeout * PATIENCE)
        try:
            return self._understood(json.loads(answer))
        except (ValueError, TypeError, KeyError) as garbled:
            raise ChildEnded("unreadable_file") from garbled

    def kill(self) -> None:
        """Stops the process; whoever waits for its answer gets `ChildEnded`."""
        self._process.kill()

    def end(self) -> None:
        """Stops the process, whatever it is doing, and takes it off the system's list."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What may still be in the pipe's buffer has no reader any more.
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _understood(self, told: dict[str, Any]) -> Reading:
        self.is_spent = told["is_spent"]
        for fault in told["faults"]:
            logging.getLogger(__name__).error("a fault while a workbook was read\n%s", fault)
        return Reading.from_json(told)

    def _answer(self, timeout: float) -> bytes:
        """The next line that the child tells; a child that overruns its time is ended."""
        assert self._process.stdout is not None, "it was asked for"
        deadline = time.monotonic() + timeout
        waiting = select.poll()
        waiting.register(self._process.stdout, select.POLLIN)
        answer = bytearray()
        while not answer.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or len(answer) > ANSWER_BYTES or not waiting.poll(left * 1000):
                self._process.kill()
                raise ChildEnded("too_large")
            piece = self._process.stdout.read1(PIPE_BYTES)  # type: ignore[attr-defined]  # a BufferedReader has it
            if not piece:
                raise self._ended()
            answer += piece
        return bytes(answer)

    def _ended(self) -> ChildEnded:
        """Why the process is gone; one that lives on without its pipes is killed first."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        is_killed = code == -signal.SIGKILL
        return ChildEnded("too_large" if code in AT_THE_LIMIT else "unreadable_file", is_accident=is_killed)
