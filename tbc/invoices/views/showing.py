"""One document, made for print and as its PDF: to whom it was made out, and to staff (BIL-2, BIL-3)."""

from __future__ import annotations

from flask import Response

from tbc.invoices.models import Document
from tbc.invoices.paper import file_name
from tbc.invoices.queries.finding import find_document, get_beside, get_pdf
from tbc.invoices.showing import shown, words_of
from tbc.invoices.views.room import room
from tbc.invoices.words import STATES
from tbc.kit.files import attachment
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.policy import Permission


@room.get("/invoices/<uuid:document_id>")
@guard(Permission.DOCUMENT_READ, load=find_document)
def document(document: Document) -> Response:
    """The document on a sheet, and beside it what has become of it since."""
    response = page(
        "invoices/document.html",
        document=document,
        shown=shown(document),
        words=words_of(document.language),
        beside=get_beside(document),
        states=STATES,
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@room.get("/invoices/<uuid:document_id>.pdf")
@guard(Permission.DOCUMENT_READ, load=find_document)
def document_pdf(document: Document) -> Response:
    """The PDF, byte for byte as it was issued."""
    return attachment(get_pdf(document), file_name(document), "application/pdf")
