"""What issuing a number costs while the space of ten million fills."""

from __future__ import annotations

import statistics
import time

import psycopg
from sqlalchemy import create_engine, event

from tbc.kit import db
from tbc.kit.issuing import Series, issue

# A series of its own: what was given is never taken back.
SPACE = Series("BENCH", 7)
FILLED = (0, 10, 90, 99)
TRIES = 200
PERMUTATION = """
CREATE UNLOGGED TABLE bench_permutation AS
    SELECT number, row_number() OVER (ORDER BY random()) AS place FROM generate_series(0, 9999999) AS number;
CREATE INDEX ON bench_permutation (place);
"""
FILL = """
INSERT INTO issued_numbers SELECT 'BENCH', number FROM bench_permutation WHERE place > %s AND place <= %s
ORDER BY number ON CONFLICT DO NOTHING
"""


def measure(url: str) -> None:
    """Print time and statements at several fillings, in the database at `url`."""
    engine = create_engine("postgresql+psycopg://" + url.split("://", 1)[1])
    db.bind(engine)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    first = 0.0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(PERMUTATION)
        for before, filled in zip((0, *FILLED), FILLED, strict=False):
            connection.execute(FILL, (before * SPACE.size // 100, filled * SPACE.size // 100))
            connection.execute("VACUUM ANALYZE issued_numbers")
            median, most, statements = _issuing(sent)
            first = first or median
            print(
                f"  issuing at {filled:3} %      {median:8.2f} ms   {median / first:5.2f} x   "
                f"at most {most:.2f} ms and {statements} statements in {TRIES} tries"
            )
        connection.execute("DROP TABLE bench_permutation")
    engine.dispose()


def _issuing(sent: list[str]) -> tuple[float, float, int]:
    """Median and longest time in milliseconds, and the most statements, of numbers that are not kept."""
    times, most = [], 0
    for _ in range(TRIES):
        db.session.connection()
        sent.clear()
        began = time.perf_counter()
        issue(SPACE)
        times.append((time.perf_counter() - began) * 1000)
        most = max(most, len(sent))
        db.session.rollback()
    db.session.remove()
    return statistics.median(times), max(times), most
