"""One bulk filing: what would be filed, how far it has come, what became of each row; and that as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from tbc.applications.queries import reach_of
from tbc.applications.record import KINDS
from tbc.bulk_filing import queries, results, words
from tbc.bulk_filing.forms.filing import Filing
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.sentences import sentence_of, supplements_of, title_of
from tbc.bulk_filing.views.room import position, room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.policy import Permission

HERE = "/<uuid:filing_id>"
CHECKED = ("waiting", "faulty", "double", "drafts", "warned")
FILED = ("waiting", "filed", "drafted", "faulty", "double", "left")


@room.get(HERE)
@guard(Permission.BULK_FILING_READ, load=queries.find_filing)
def show(filing: BulkFiling) -> Response:
    """What was found in the sheet, with the question whether to file it; afterwards how far it has come."""
    return draw(filing, Filing())


@room.get(f"{HERE}/result.<any(csv, xlsx):form>")
@guard(Permission.BULK_FILING_READ, load=lambda actor, filing_id, form: queries.find_filing(actor, filing_id))
def result(filing: BulkFiling) -> Response:
    """The sheet with what became of each row; `?only=to-mend` has the rows to mend and upload again."""
    only_to_mend = request.args.get("only") == "to-mend"
    rows = results.rows(filing, only_to_mend=only_to_mend)
    form = str((request.view_args or {})["form"])
    name = f"{'to-mend' if only_to_mend else 'result'}-{filing.created_at:%Y%m%d}.{form}"
    if form == "csv":
        return attachment(b"".join(stream_csv(results.header(filing), rows)), name, CSV_TYPE)
    return attachment(write_xlsx(results.header(filing), rows), name, XLSX_TYPE)


def draw(filing: BulkFiling, form: Filing, status: int = 200) -> Response:
    """The page of a filing in whatever state it is."""
    is_checked = filing.state == "checked"
    values: dict[str, Any] = {"counts": queries.count_outcomes(filing.id)} if is_checked else _progress(filing)
    return page(
        "bulk_filing/checked.html" if is_checked else "bulk_filing/filing.html",
        part=None if is_checked else "bulk_filing/_filing.html",
        status=status,
        filing=filing,
        form=form,
        words=words,
        kinds=KINDS,
        accounts=reach_of(actor()).accounts,
        **_entries(filing, CHECKED if is_checked else FILED),
        **values,
    )


def _entries(filing: BulkFiling, tabs: tuple[str, ...]) -> dict[str, Any]:
    """One page of its applications, as the address asks for it, and how their findings are said."""
    only = request.args.get("only", "")
    only = only if only in tabs else ""
    after, before = (request.args.get(name, type=position) for name in ("after", "before"))
    entries = queries.list_entries(filing.id, only, after or 0, before)
    names = supplements_of(finding for row in entries.rows for finding in row.problems)
    kept: dict[str, Any] = {"filing_id": filing.id, "only": only or None}
    return {
        "entries": entries,
        "said": lambda finding: sentence_of(finding, names),
        "title_of": title_of,
        "only": only,
        "previous": url_for("bulk_filing.show", **kept, before=entries.previous) if entries.previous else None,
        "next": url_for("bulk_filing.show", **kept, after=entries.next) if entries.next else None,
        "size": queries.PAGE,
        "here": url_for("bulk_filing.show", **kept, after=after, before=before),
    }


def _progress(filing: BulkFiling) -> dict[str, Any]:
    return {"progress": queries.progress_of([filing])[filing.id]}
