"""`python -m tests.faults.standing_by web|worker`: the portal's processes, each with another that is ready to follow.

A process of the portal needs a second or more to come up; what is tested is that it may be killed at any moment, a
hundred times. So everything is loaded once, as the command does, and each process is forked from that.
"""

from __future__ import annotations

import os
import sys

from tbc import create_app
from tbc.config import from_environment
from tbc.jobs import worker
from tbc.kit import logs
from tbc.serving import _Server

PROCESSES, THREADS = 4, 4


def serve() -> None:
    """`tbc serve` with four processes; gunicorn puts another in the place of one that is killed."""
    settings = from_environment()
    server = _Server(settings, "127.0.0.1", PROCESSES, THREADS)
    # No connection is open yet when it forks: engines connect when they are first asked.
    server.cfg.set("preload_app", True)
    server.run()


def work() -> None:
    """`tbc worker`, and another one whenever it is killed."""
    settings = from_environment()
    logs.configure(settings.log_level)
    portal = create_app(settings)
    while True:
        child = os.fork()
        if child == 0:
            worker.run(portal)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    {"web": serve, "worker": work}[sys.argv[1]]()
