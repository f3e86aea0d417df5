"""Bringing older contracts: a sheet as a whole, or nothing of it (LIC-2)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from tbc.catalog.models import Product
from tbc.kit.db import session
from tbc.kit.issuing import LICENSES, IssuedNumber
from tbc.kit.sheets.rows import RowProblem
from tbc.licenses.importing import Preview, preview_licenses
from tbc.licenses.importing.columns import parties_from
from tbc.licenses.models import License
from tbc.licenses.service.applying import give_codes
from tbc.licenses.service.noting import Cause, keep_parties, note
from tbc.policy import Actor


class SheetFaulty(Exception):
    """Something in the sheet is wrong, and nothing was brought; `problems` say what and where."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def import_licenses(data: bytes, file_name: str, actor: Actor) -> Preview:
    """Bring the contracts of a sheet. They are nobody's until they are claimed or renewed, and show at once.

    Raises:
        SheetFaulty: any row is wrong.
        IntegrityError: somebody else has brought the same license or code at the same moment.
    """
    preview = preview_licenses(data, file_name)
    if preview.problems:
        raise SheetFaulty(preview.problems)
    _reserve([values["license_id"] for values in preview.added])
    for values in preview.added:
        _bring(values, Cause(actor))
    session.flush()
    return preview


def _reserve(license_ids: list[str]) -> None:
    """No license that begins later gets the id of an older one."""
    numbers = [int(own) for own in license_ids if own.isdigit() and int(own) >= LICENSES.lowest]
    if numbers:
        rows = [{"series": LICENSES.prefix, "number": number} for number in sorted(numbers)]
        session.execute(insert(IssuedNumber).on_conflict_do_nothing(), rows)


def _bring(values: dict[str, Any], cause: Cause) -> None:
    license_ = License(
        license_id=values["license_id"],
        product_code=values["product_code"],
        product_name=session.get_one(Product, values["product_code"]).name_ja,
        contract_class=values["contract_class"],
        quantity=values["quantity"],
        starts_on=values["starts_on"],
        ends_on=values["ends_on"],
        source="import",
        end_user_name="",
        parties_version=1,
    )
    session.add(license_)
    keep_parties(license_, parties_from(values), cause)
    give_codes(license_, "activation-code", values["activation_codes"] or ())
    give_codes(license_, "serial-number", values["serial_numbers"] or ())
    note(license_, "imported", cause)
