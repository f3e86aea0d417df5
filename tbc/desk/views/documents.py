"""The archive of documents on the desk: found by day, amount and counterparty, and exported (BIL-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext as _

from tbc.desk.views.room import room
from tbc.invoices import exporting
from tbc.invoices.forms.search import NAMES, DocumentSearch, place, written
from tbc.invoices.queries import archive
from tbc.invoices.words import KINDS, STATES
from tbc.kit.clock import today
from tbc.kit.files import attachment
from tbc.kit.formats import yen
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from tbc.policy import Permission


@room.get("/documents")
@guard(Permission.DOCUMENT_LIST)
def documents() -> Response:
    """All documents, newest first; filters stand in the address."""
    form = DocumentSearch(request.args)
    wanted = form.wanted()
    listed = archive.list_documents(wanted, after=place(request.args, "after"), before=place(request.args, "before"))
    return page(
        "desk/documents/index.html",
        part="desk/documents/_list.html",
        form=form,
        listed=listed,
        kinds=KINDS,
        states=STATES,
        tags=_tags(form, wanted),
        filters=_asked(),
        newer=_page("before", listed.newer),
        older=_page("after", listed.older),
        size=archive.PAGE,
    )


@room.get("/documents/export.<any(csv, xlsx):form>")
@guard(Permission.DOCUMENT_LIST)
def export_documents(form: str) -> Response:
    """Everything that the filters find; CSV is sent while it is read."""
    rows = exporting.rows(archive.list_all_documents(DocumentSearch(request.args).wanted()))
    name, header = f"documents-{today():%Y%m%d}.{form}", exporting.header()
    if form == "csv":
        return attachment(stream_with_context(stream_csv(header, rows)), name, CSV_TYPE)
    return attachment(write_xlsx(header, rows), name, XLSX_TYPE)


def _tags(form: DocumentSearch, wanted: archive.Filter) -> list[tuple[str, str]]:
    """The active filters: (text, address of the list without it)."""
    texts = {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "kind": str(KINDS.get(wanted.kind, "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
        "least": f"{yen(wanted.least)} –" if wanted.least is not None else "",
        "most": f"– {yen(wanted.most)}" if wanted.most is not None else "",
    }
    return [(text, url_for("desk.documents", **_asked(but=name))) for name, text in texts.items() if text]


def _page(name: str, where: archive.Place | None) -> str | None:
    return url_for("desk.documents", **{**_asked(), name: written(where)}) if where else None


def _asked(but: str = "") -> dict[str, Any]:
    return {name: request.args[name] for name in NAMES if request.args.get(name) and name != but}
