"""Taking a workbook in, once per content, and reading it (XLS-3, XLS-6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm.attributes import set_committed_value

from tbc import jobs
from tbc.audit import service as audit
from tbc.catalog.models import Product
from tbc.catalog.queries import find_named, match_name
from tbc.imports import rules
from tbc.imports.models import Workbook, WorkbookRecord, WorkbookSheet
from tbc.imports.queries import find_by_content
from tbc.imports.queries.teaching import forms_in_use, ids_by_name
from tbc.imports.reading import SECONDS, Look, Shown, look_into
from tbc.imports.service.sums import open_codes, sum_up
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.search import searchable
from tbc.policy import Actor

READ = "read-workbook"
LOCK = "workbook "
NAME_LENGTH = 200


@dataclass(slots=True)
class Known:
    """What has been looked up in the catalogue, for whoever keeps many workbooks at one time.

    `matches` has by a product's name on the sheet its code, where that is certain, and the codes of all that may be
    meant; `products` has products by code.
    """

    matches: dict[str, dict[str, Any]] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)

    def forget(self) -> None:
        """After a rollback, which takes what was loaded with it."""
        self.matches.clear()
        self.products.clear()


class ReadBefore(Exception):
    """Only what is unread or could not be read is read (again): whatever else has been worked on."""


def take_in(actor: Actor, file_name: str, body: bytes) -> tuple[Workbook, bool]:
    """Keep `body`, not read yet; the workbook, and whether it is new: the same content is kept once (XLS-3).

    Of two uploads of one content at the same time the unique index lets one in; the other finds it.
    """
    mark = sha256(body).hexdigest()
    name = plain_name(file_name)
    values = {"id": new_id(), "file_name": name, "body": body, "sha256": mark, "size": len(body)}
    person = {"uploaded_by": actor.user_id, "uploader_name": actor.name}
    text, pairs = searchable([name, actor.name])
    workbook = session.scalar(
        insert(Workbook)
        .values(**values, **person, search_text=text, search_pairs=pairs)
        .on_conflict_do_nothing(index_elements=["sha256"])
        .returning(Workbook)
    )
    if workbook is None:
        known = find_by_content(mark)
        assert known is not None, "the row that the index found is committed"
        return known, False
    audit.record("workbook-taken-in", actor, "workbook", workbook.id, file=name, sha256=mark)
    # Whoever reads it next need not fetch again what was just written.
    set_committed_value(workbook, "body", body)
    return workbook, True


def read(workbook: Workbook, seconds: float = SECONDS) -> None:
    """Read a workbook whose row is locked, or new; what stood there of an earlier try is replaced.

    Raises:
        ReadBefore: somebody may have worked on its records.
    """
    keep(workbook, look_into(workbook.body, seconds, forms_in_use()))


def keep(workbook: Workbook, look: Look, known: Known | None = None) -> None:
    """Write down what a look into the workbook has found.

    Whoever keeps many of them gives the same `known` to each: a product is then looked up once.

    Raises:
        ReadBefore: somebody may have worked on its records.
    """
    if workbook.state not in {"unread", "failed"}:
        raise ReadBefore
    if workbook.state == "failed":
        for table in (WorkbookRecord, WorkbookSheet):
            session.execute(delete(table).where(table.workbook_id == workbook.id))
    taught = ids_by_name({shape["taught"] for shape in look.records if "taught" in shape})
    known = known or Known()
    records = [_record(workbook.id, position, shape, taught, known) for position, shape in enumerate(look.records, 1)]
    # What is looked up meanwhile has nothing to do with these rows: they are written once, together.
    with session.no_autoflush:
        _write_down(workbook, look, records, known)
    session.flush()


def _write_down(workbook: Workbook, look: Look, records: list[WorkbookRecord], known: Known) -> None:
    session.add_all(records)
    workbook.sheets = "undrawn"
    if look.sheets is not None:
        keep_sheets(workbook, look.sheets)
    workbook.notes = list(look.notes)
    workbook.state = rules.state_of(record.state for record in records)
    workbook.found_codes = open_codes(sum_up(workbook, records, known.products))


def keep_sheets(workbook: Workbook, sheets: Sequence[Shown]) -> None:
    """Write down the sheets of a workbook that has none; without any, it is known that there is nothing to show."""
    session.add_all(
        WorkbookSheet(
            workbook_id=workbook.id,
            position=position,
            name=sheet.name,
            rows=sheet.rows,
            columns=sheet.columns,
            cells=sheet.cells,
            is_cut=sheet.is_cut,
        )
        for position, sheet in enumerate(sheets, 1)
    )
    workbook.sheets = "drawn" if sheets else "undrawable"


def read_again(actor: Actor, workbook: Workbook) -> None:
    """Try once more to read a workbook that could not be read: the reader may have learned.

    Raises:
        ReadBefore: it was read meanwhile.
    """
    read(workbook)
    audit.record("workbook-read-again", actor, "workbook", workbook.id, state=workbook.state)


def leave_for_later(workbook_id: UUID) -> bool:
    """Ask for the job that reads the workbook; False if one waits already."""
    return jobs.enqueue(READ, lock=f"{LOCK}{workbook_id}", workbook_id=str(workbook_id))


def plain_name(file_name: str) -> str:
    """The name of an uploaded file without folders, control characters and what turns the direction of writing."""
    last = re.split(r"[\\/]", file_name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip(" .")
    return kept[:NAME_LENGTH] or "workbook"


def _record(
    workbook_id: UUID, position: int, shape: dict[str, Any], taught: Mapping[str, UUID], known: Known
) -> WorkbookRecord:
    application = shape["application"]
    return WorkbookRecord(
        id=new_id(),
        workbook_id=workbook_id,
        position=position,
        sheet=shape["sheet"],
        form=shape["form"],
        version=shape["version"],
        application=application,
        provenance=shape["provenance"],
        problems=shape["problems"],
        matches=_matches((application or {}).get("items") or (), known.matches),
        corrections={},
        accepted={},
        state=rules.record_state(shape["form"], is_read=application is not None),
        taught_form_id=taught.get(shape.get("taught", "")),
    )


def _matches(items: Iterable[dict[str, Any]], known: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Per line the product that its name means, or the candidates among which staff choose; `known` is added to."""
    for item in items:
        name = item["product_name"] or ""
        if name not in known:
            certain = find_named(name) if name else None
            found = [certain] if certain else match_name(name) if name else []
            candidates = [product.code for product in found]
            known[name] = {"code": certain.code if certain else None, "candidates": candidates}
    return [known[item["product_name"] or ""] for item in items]
