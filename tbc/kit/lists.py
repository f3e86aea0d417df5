"""A list whose filters stand in its address: its pages, the filters that can be taken off, and its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, request, stream_with_context, url_for

from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.places import Day, Moment, written
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.kit.sheets.writing import Value


class ListAddress:
    """The address of the list at `endpoint`, with those of `names` that the request has filled."""

    def __init__(self, endpoint: str, names: Iterable[str]) -> None:
        self._endpoint, self._names = endpoint, tuple(names)

    def asked(self, but: str = "") -> dict[str, Any]:
        """The filters, without one of them."""
        return {name: request.args[name] for name in self._names if request.args.get(name) and name != but}

    def tags(self, texts: Mapping[str, str]) -> list[tuple[str, str]]:
        """The active filters: (text, address of the list without it). `texts` is what each says, empty if it is off."""
        return [(text, url_for(self._endpoint, **self.asked(but=name))) for name, text in texts.items() if text]

    def page(self, name: str, where: Day | Moment | None) -> str | None:
        """The page that `name`, `after` or `before`, begins at; None for no place."""
        return url_for(self._endpoint, **{**self.asked(), name: written(where)}) if where else None


def exported(name: str, form: str, header: Iterable[str], rows: Iterable[Iterable[Value]]) -> Response:
    """The list as a file of today: `form` is `csv`, which is sent while it is read, or `xlsx`."""
    full = f"{name}-{today():%Y%m%d}.{form}"
    if form == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), full, CSV_TYPE)
    return attachment(write_xlsx(header, rows), full, XLSX_TYPE)
