"""How the cost of list, search and number look-up grows from ten thousand applications to a million."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from urllib.parse import quote

import psycopg

from bench import seed
from bench.pages import Visitor

TRIES = 40
GOAL = 1.3


def measure(visitors: dict[str, Visitor], url: str, most: int) -> None:
    """Print each page's median time at 10⁴, 10⁵ and 10⁶ applications, and its growth; the database holds 10⁴ now."""
    print()
    found: dict[str, list[float]] = {}
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size <= most]
    for before, size in zip([10_000, *sizes], sizes, strict=False):
        with psycopg.connect(url, autocommit=True) as connection:
            seed.applications(connection, before, size)
            connection.execute("VACUUM ANALYZE applications")
            acts = _acts(visitors, connection)
        for visitor in visitors.values():
            visitor.hang_up()  # the server has long closed what was idle while rows were written
        for name, act in acts.items():
            found.setdefault(name, []).append(_median(act))
    print(f"{'':34}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>10}  (goal {GOAL} x)")
    for name, costs in found.items():
        print(f"{name:34}" + "".join(f"{cost:9.2f} ms" for cost in costs) + f"{costs[-1] / costs[0]:8.2f} x")


def _acts(
    visitors: dict[str, Visitor], connection: psycopg.Connection[tuple[str, ...]]
) -> dict[str, Callable[[], str]]:
    acts: dict[str, Callable[[], str]] = {}
    for who, visitor in visitors.items():
        own = {"dealer": seed.DEALER, "customer": seed.CUSTOMER}[who]
        row = connection.execute(
            "SELECT number, company, content #>> '{items,0,license_id}' FROM applications WHERE filer_id = %s "
            "AND number IS NOT NULL ORDER BY listed_at DESC OFFSET 7 LIMIT 1",
            (own,),
        ).fetchone()
        assert row is not None
        words = {"two characters": "髙﨑", "a company's name": row[1], "a license id": row[2], "a number": row[0]}
        acts[f"{who}: list"] = _page(visitor, "/applications")
        for name, word in words.items():
            acts[f"{who}: search for {name}"] = _page(visitor, f"/applications?q={quote(word)}")
    return acts


def _page(visitor: Visitor, path: str) -> Callable[[], str]:
    return lambda: visitor.get(path)


def _median(act: Callable[[], str]) -> float:
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times[5:]) * 1000
