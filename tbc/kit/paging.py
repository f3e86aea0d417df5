"""Pages of a list by place: each begins beside the row that the last one ended with, however long the list is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Row, Select, literal, tuple_

from tbc.kit.places import Day, Moment

_Place = TypeVar("_Place", Day, Moment)


@dataclass(frozen=True, slots=True)
class Window(Generic[_Place]):
    """The `limit` rows after a place, or else before one; from the beginning where there is neither.

    A list is in the order of two columns, a day or a moment and the id, `latest_first` or not.
    """

    after: _Place | None
    before: _Place | None
    limit: int
    latest_first: bool = True

    def cut(self, query: Select[Any], columns: Sequence[Any]) -> Select[Any]:
        """`query` (without order) from the place on, with one row more than the page holds, in reading order."""
        place = self.before or self.after
        if place is not None:
            here = tuple_(*columns)
            there = tuple_(literal(place.at, columns[0].type), literal(place.id, columns[1].type))
            query = query.where(here < there if self._is_descending else here > there)
        return self.order(query, columns)

    def order(self, query: Select[Any], columns: Sequence[Any]) -> Select[Any]:
        """`query` in reading order, which is that of `columns`; for parts that were cut and put together."""
        order = [column.desc() if self._is_descending else column.asc() for column in columns]
        return query.order_by(*order).limit(self.limit + 1)

    def page(
        self, found: Sequence[Row[Any]], place_of: Callable[[Row[Any]], _Place]
    ) -> tuple[list[Row[Any]], _Place | None, _Place | None]:
        """Of what `cut` has found: the rows in the list's order, and where the pages before and after them begin."""
        more, rows = len(found) > self.limit, list(found[: self.limit])
        if self.before is not None:
            rows.reverse()
        newer = more if self.before else self.after is not None
        older = more if self.before is None else True
        return rows, place_of(rows[0]) if rows and newer else None, place_of(rows[-1]) if rows and older else None

    @property
    def _is_descending(self) -> bool:
        # Going back reads the other way round.
        return self.latest_first is (self.before is None)


class Listed(Protocol):
    """A page of a list, whatever it shows."""

    @property
    def older(self) -> Day | Moment | None:
        """Where the page after it begins; None on the last."""


_Listed = TypeVar("_Listed", bound=Listed)


def each_page(page_after: Callable[[Any], _Listed]) -> Iterator[_Listed]:
    """All pages of a list, one after the other, for exports; `page_after(None)` is the first."""
    after: Day | Moment | None = None
    while True:
        listed = page_after(after)
        yield listed
        if listed.older is None:
            return
        after = listed.older
