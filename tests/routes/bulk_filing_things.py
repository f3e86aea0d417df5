"""What the addresses of bulk filing name: sheets of the filer's, and of a member of the cast's company account.

The same rows are filed in one test after the other, so what was filed lately is filed again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.kit.db import session
from tests.bulk_filing.given import a_row, begun, uploaded, worked
from tests.routes.actors import Cast

Arguments = dict[str, Any]
BULK_IDS = ("filing_id",)


def _checked(cast: Cast) -> Arguments:
    return {"filing_id": uploaded(cast.filer, [a_row(1), a_row(2, items__quantity="x")]).id}


def _begun(cast: Cast) -> Arguments:
    return {"filing_id": begun(cast.filer, [a_row(1), a_row(2)], doubles=True).id}


def _done(cast: Cast, form: str = "csv") -> Arguments:
    done = {"filing_id": worked(begun(cast.filer, [a_row(1)], doubles=True)).id, "form": form}
    session.commit()
    return done


def _of_account(cast: Cast, form: str = "xlsx") -> Arguments:
    """Of the company account's member."""
    sheet = begun(cast.person("account_member"), [a_row(1)], account_id=cast.account_id, doubles=True)
    return {"filing_id": sheet.id, "form": form}


def _checked_of_account(cast: Cast) -> Arguments:
    return {"filing_id": uploaded(cast.person("account_member"), [a_row(1)], cast.account_id).id}


BULK_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "sheet-checked": _checked,
    "sheet-begun": _begun,
    "sheet-done": _done,
    "account-sheet": _of_account,
    "account-sheet-checked": _checked_of_account,
}
