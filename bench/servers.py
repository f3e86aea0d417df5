"""The servers under measurement: one gunicorn worker each, on the same database."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running server: its port, and the process id of its one worker."""

    port: int
    worker: int

    def cpu(self) -> float:
        """Seconds of processor time that the worker has used."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self) -> float:
        """Resident memory of the worker in MiB."""
        for line in Path(f"/proc/{self.worker}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


@contextmanager
def running(target: str, environment: dict[str, str]) -> Iterator[Server]:
    """Serve the WSGI application `target` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "1",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
        "--keep-alive",
        "60",
        "--no-control-socket",
        target,
    ]
    process = subprocess.Popen(command, cwd=PROJECT, env=os.environ | environment, stderr=subprocess.DEVNULL)
    try:
        yield Server(port, _worker(process.pid, port))
    finally:
        process.terminate()
        process.wait(10)


def _worker(master: int, port: int) -> int:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
                if children:
                    return int(children[-1])
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
