"""Compares a sheet of older contracts with the licenses that stand: what would be added, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from tbc.catalog.importing.reading import read_rows
from tbc.catalog.models import Product
from tbc.catalog.queries import get_products
from tbc.kit.db import session
from tbc.kit.sheets import SheetsRefused, read_sheets
from tbc.kit.sheets.rows import RowProblem
from tbc.licenses.importing.columns import COLUMNS, TITLES
from tbc.licenses.models import License, LicenseCode

_COMPARED = ("product_code", "quantity", "starts_on", "ends_on", "contract_class")
_DEFAULTS = {column.key: column.default for column in COLUMNS if not column.required}


@dataclass(slots=True)
class Preview:
    """What importing the sheet would do: `added` are values by key, `unchanged` the ids of licenses that stand so
    already. With any problem nothing is imported."""

    added: list[dict[str, Any]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the rows are compared with: products by code, licenses by id, whose a code is (`row` of the sheet or id)."""

    products: Mapping[str, Product]
    licenses: Mapping[str, License]
    codes: dict[str, str]


def preview_licenses(data: bytes, file_name: str) -> Preview:
    """What the sheet (.csv, .xlsx and the like) would bring (LIC-2); nothing is written.

    A license that is there with the same product, quantity, term and class is left as it is, so that a sheet can be
    brought again; one that differs is a problem, since orders may have changed it since.
    """
    try:
        sheets = read_sheets(data, file_name)
    except SheetsRefused as refused:
        return Preview(problems=[RowProblem(0, "", refused.sentence)])
    if not sheets:
        return Preview(problems=[RowProblem(0, "", _("シートがありません。"))])
    found = read_rows(sheets[0], COLUMNS, own=("license_id",))
    preview = Preview(problems=found.problems)
    standing = _standing([values for _row, values in found.rows])
    for row, given in found.rows:
        values = _DEFAULTS | given
        problems = list(_problems(row, values, standing))
        preview.problems += problems
        if not problems and values["license_id"] in standing.licenses:
            preview.unchanged.append(values["license_id"])
        elif not problems:
            preview.added.append(values)
    preview.problems.sort(key=lambda problem: problem.row)
    return preview


def codes_in(values: Mapping[str, Any]) -> list[str]:
    """The codes of a row, of both kinds."""
    return [*(values.get("activation_codes") or ()), *(values.get("serial_numbers") or ())]


def _standing(rows: Sequence[Mapping[str, Any]]) -> _Standing:
    ids = [values["license_id"] for values in rows]
    codes = [code for values in rows for code in codes_in(values)]
    given = select(LicenseCode.code, License.license_id).join(License, License.id == LicenseCode.license_id)
    return _Standing(
        get_products([values["product_code"] for values in rows]),
        {one.license_id: one for one in session.scalars(select(License).where(License.license_id.in_(ids)))},
        dict(session.execute(given.where(LicenseCode.code.in_(codes))).all()),
    )


def _problems(row: int, values: Mapping[str, Any], standing: _Standing) -> Iterator[RowProblem]:
    if values["product_code"] not in standing.products:
        yield _problem(row, "product_code", _("この製品コードの製品はありません。"), values)
    if values["ends_on"] < values["starts_on"]:
        yield _problem(row, "ends_on", _("契約終了日が契約開始日より前です。"), values)
    there = standing.licenses.get(values["license_id"])
    if there is not None and any(getattr(there, key) != values[key] for key in _COMPARED):
        yield _problem(row, "license_id", _("このライセンスIDは、違う内容で登録されています。"), values)
    for code in codes_in(values):
        owner = standing.codes.setdefault(code, values["license_id"])
        if owner != values["license_id"]:
            yield RowProblem(row, "", _("コード %(code)s は別のライセンスのものです。", code=code))


def _problem(row: int, key: str, sentence: str, values: Mapping[str, Any]) -> RowProblem:
    return RowProblem(row, str(TITLES[key]), sentence, str(values[key]))
