"""The worker process: runs jobs until it is told to stop, and comes back when the database does."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from tbc.jobs.queue import queue
from tbc.jobs.upkeep import GIVEN_UP, HEARTBEAT
from tbc.kit import db

log = structlog.get_logger(__name__)

PAUSE = 5.0  # seconds before looking for a lost database again
# A worker's machine may vanish without a word while it holds a row: the server then lets go after about 40 seconds.
OPTIONS = (
    "-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=300000 "
    "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4"
)


def run(app: Flask, *, wait: bool = True, concurrency: int = 4) -> None:
    """Run jobs with `concurrency` threads until SIGTERM or SIGINT; what has begun is finished within 25 seconds.

    Without `wait`, until no job is due.
    """
    engine = open_engine(app.config["SETTINGS"].database_url, concurrency)
    db.bind(engine)
    try:
        asyncio.run(_keep_running(app, wait, concurrency))
    finally:
        db.session.remove()
        engine.dispose()


def open_engine(url: str, connections: int) -> Engine:
    """The acts' own connections: jobs may take longer than requests, and connections outlive the server's restart."""
    return create_engine(
        url, pool_size=connections, pool_pre_ping=True, connect_args={"connect_timeout": 3, "options": OPTIONS}
    )


async def _keep_running(app: Flask, wait: bool, concurrency: int) -> None:
    loop = asyncio.get_running_loop()
    while True:
        working = asyncio.create_task(_work(app, wait, concurrency))
        if wait:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, working.cancel)
        try:
            await working
        except asyncio.CancelledError:
            return
        except (ConnectorException, OSError):
            log.exception("worker-lost-database")
        if not wait:
            return
        await asyncio.sleep(PAUSE)


async def _work(app: Flask, wait: bool, concurrency: int) -> None:
    def in_portal(call_next: Callable[[], Any], *_context: object) -> Any:
        with app.app_context():
            return call_next()

    url = make_url(app.config["SETTINGS"].database_url).set(drivername="postgresql")
    connector = PsycopgConnector(conninfo=url.render_as_string(hide_password=False), min_size=1, max_size=4)
    with queue.replace_connector(connector):
        async with queue.open_async():
            await queue.run_worker_async(
                wait=wait,
                concurrency=concurrency,
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=GIVEN_UP,
                shutdown_graceful_timeout=25,
                task_middleware=[in_portal],
            )
