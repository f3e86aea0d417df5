"""What the addresses of imports name beside a workbook: batches of files, rounds of approval, taught forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tbc.imports.queries import Wanted
from tbc.imports.service import approvals, batches
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tests.imports.taught_given import a_kept_form
from tests.people import acting
from tests.routes.actors import Cast

Arguments = dict[str, Any]
IMPORT_IDS = ("batch_id", "round_id", "taught_id")


def _batch(cast: Cast) -> Arguments:
    batch = batches.begin(acting(cast.person("operator")), [batches.Sent("申請書.xlsx", b"no workbook")])
    session.commit()
    return {"batch_id": batch.id}


def _round(cast: Cast) -> Arguments:
    wanted = Wanted(problems="clean")
    operator = acting(cast.person("operator"))
    one = approvals.begin(operator, wanted, recipient="one", number_to="to@dealer.example.co.jp", reason="見本")
    session.commit()
    return {"round_id": one.id}


def _taught(cast: Cast) -> Arguments:
    """A form of its own name each time: a walk asks for one at every address that names one."""
    return {"taught_id": a_kept_form(cast.person("operator"), f"北斗例示商事 {new_id()}").id}


IMPORT_THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "batch": _batch,
    "round": _round,
    "taught": _taught,
    "csv-kind": lambda _cast: {"kind": "csv"},
    "xlsx-kind": lambda _cast: {"kind": "xlsx"},
}
