"""The archive of documents on the desk: found by day, amount and counterparty, exported, looked at (BIL-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from tbc.desk.queries.documents import About, about_document
from tbc.desk.views.room import room
from tbc.invoices import exporting
from tbc.invoices.forms.search import NAMES, DocumentSearch
from tbc.invoices.models import Document
from tbc.invoices.queries import archive
from tbc.invoices.queries.finding import find_document
from tbc.invoices.refusals import sentence
from tbc.invoices.showing import shown, title_of
from tbc.invoices.words import ACTS, KINDS, STATES
from tbc.kit.formats import yen
from tbc.kit.guard import guard
from tbc.kit.lists import ListAddress, exported
from tbc.kit.page import page
from tbc.kit.places import day_place
from tbc.payments.names import wide
from tbc.policy import Permission
from tbc.renewals.words import STATES as RENEWAL_STATES

_ADDRESS = ListAddress("desk.documents", NAMES)


@room.get("/documents")
@guard(Permission.DOCUMENT_LIST)
def documents() -> Response:
    """All documents, newest first; filters stand in the address."""
    form = DocumentSearch(request.args)
    wanted = form.wanted()
    after, before = day_place(request.args, "after"), day_place(request.args, "before")
    listed = archive.list_documents(wanted, after=after, before=before)
    return page(
        "desk/documents/index.html",
        part="desk/documents/_list.html",
        form=form,
        listed=listed,
        kinds=KINDS,
        states=STATES,
        tags=_ADDRESS.tags(_texts(form, wanted)),
        filters=_ADDRESS.asked(),
        newer=_ADDRESS.page("before", listed.newer),
        older=_ADDRESS.page("after", listed.older),
        size=archive.PAGE,
    )


@room.get("/documents/export.<any(csv, xlsx):form>")
@guard(Permission.DOCUMENT_LIST)
def export_documents(form: str) -> Response:
    """Everything that the filters find; CSV is sent while it is read."""
    rows = exporting.rows(archive.list_all_documents(DocumentSearch(request.args).wanted()))
    return exported("documents", form, exporting.header(), rows)


@room.get("/documents/<uuid:document_id>")
@guard(Permission.DOCUMENT_LIST, load=find_document)
def document(document: Document) -> Response:
    """One document as staff see it: its invoice's state, who paid, what names it, and what happened to it."""
    known = about_document(document)
    return page(
        "desk/documents/record.html",
        document=document,
        known=known,
        shown=shown(document),
        title=title_of(document),
        kinds=KINDS,
        states=STATES,
        renewal_states=RENEWAL_STATES,
        wide=wide,
        why_kept=sentence(known.why_kept) if known.why_kept == "settled" else "",
        events=[
            *_events(known),
            {"title": _("発行しました"), "at": document.issued_at, "who": document.issued_by_name},
        ],
    )


def _events(known: About) -> list[dict[str, Any]]:
    """What happened to it after it was issued, the latest first."""
    return [
        {"title": ACTS[event.act], "at": event.at, "who": event.actor_name, "code": event.details.get("by")}
        for event in reversed(known.events)
        if event.act in ACTS
    ]


def _texts(form: DocumentSearch, wanted: archive.Filter) -> dict[str, str]:
    """What each active filter says."""
    return {
        "q": str(_("「%(words)s」", words=wanted.words)) if wanted.words else "",
        "kind": str(KINDS.get(wanted.kind, "")),
        "since": f"{form.since.data} –" if wanted.since else "",
        "until": f"– {form.until.data}" if wanted.until else "",
        "least": f"{yen(wanted.least)} –" if wanted.least is not None else "",
        "most": f"– {yen(wanted.most)}" if wanted.most is not None else "",
    }
