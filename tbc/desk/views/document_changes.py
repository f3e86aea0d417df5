"""What staff do to a document: cancel it, correct it, issue a receipt that is missing (BIL-3)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.documents import CorrectionForm, ReasonForm
from tbc.desk.queries.documents import About, about_document
from tbc.desk.views.room import room
from tbc.invoices.models import Document
from tbc.invoices.queries.finding import find_document
from tbc.invoices.refusals import DocumentRefused, sentence
from tbc.invoices.showing import title_of
from tbc.invoices.words import KINDS
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission
from tbc.renewals.service import papers


@room.get("/documents/<uuid:document_id>/cancellation")
@guard(Permission.DOCUMENT_REPLACE, load=find_document)
def cancelling_document(document: Document) -> Response:
    """What cancelling it brings about, and the form for the reason."""
    return _cancel_page(document, ReasonForm(formdata=None))


@room.post("/documents/<uuid:document_id>/cancellation")
@guard(Permission.DOCUMENT_REPLACE, load=find_document)
def cancel_document(document: Document) -> AnyResponse:
    """Issue its cancellation."""
    form = ReasonForm()
    if not form.validate():
        return _cancel_page(document, form, 422)
    try:
        made = papers.cancel(actor(), document, form.reason.data or "", form.version)
    except DocumentRefused as refused:
        return _cancel_page(document, form, 409, refused.reason)
    say(_("取消書 %(number)s を発行しました。", number=made.number))
    return go(url_for("desk.document", document_id=made.id))


@room.get("/documents/<uuid:document_id>/correction")
@guard(Permission.DOCUMENT_REPLACE, load=find_document)
def correcting_document(document: Document) -> Response:
    """What stands on it, to be typed anew."""
    return _correct_page(document, CorrectionForm.of(document))


@room.post("/documents/<uuid:document_id>/correction")
@guard(Permission.DOCUMENT_REPLACE, load=find_document)
def correct_document(document: Document) -> AnyResponse:
    """Show what would change, go back to the form, or issue the correction."""
    form, act = CorrectionForm(), request.form.get("act", "")
    if not (form.validate() and form.fits(document)):
        return _correct_page(document, form, 422)
    if act == "edit":
        return _correct_page(document, form)
    if act != "issue":
        return page("desk/documents/check.html", document=document, form=form, **_said(document))
    addressee, lines = form.addressee(), form.lines(document)
    try:
        made = papers.correct(actor(), document, form.reason.data or "", form.version, addressee=addressee, lines=lines)
    except DocumentRefused as refused:
        return _correct_page(document, form, 409, refused.reason)
    say(_("訂正書 %(number)s を発行しました。", number=made.number))
    return go(url_for("desk.document", document_id=made.id))


@room.post("/documents/<uuid:document_id>/receipt")
@guard(Permission.DOCUMENT_REPLACE, load=find_document)
def issue_document_receipt(document: Document) -> AnyResponse:
    """The receipt of an invoice that is paid and has none."""
    if (document.names_kind or document.kind) != "invoice":
        say(_("領収書は、請求書のページから発行してください。"), "warn")
        return go(url_for("desk.document", document_id=document.id))
    try:
        made = papers.issue_missing_receipt(actor(), document)
    except DocumentRefused as refused:
        say(sentence(refused.reason), "warn")
        return go(url_for("desk.document", document_id=document.id))
    say(_("領収書 %(number)s を発行しました。", number=made.number))
    return go(url_for("desk.document", document_id=made.id))


def _cancel_page(document: Document, form: ReasonForm, status: int = 200, refused: str = "") -> Response:
    known = about_document(document)
    why = refused or known.why_kept or ("replaced" if document.kind == "cancellation" else "")
    return _form_page("desk/documents/cancel.html", document, form, known, why, status)


def _correct_page(document: Document, form: CorrectionForm, status: int = 200, refused: str = "") -> Response:
    known = about_document(document)
    why = refused or ("replaced" if known.replaced_by or document.kind == "cancellation" else "")
    return _form_page("desk/documents/correct.html", document, form, known, why, status)


def _form_page(template: str, document: Document, form: ReasonForm, known: About, why: str, status: int) -> Response:
    """The form as the document is now; `why` it cannot be sent, which is final unless the document has just changed."""
    form.seen.data = str(known.version)
    return page(
        template,
        status=status,
        document=document,
        form=form,
        known=known,
        is_final=why not in {"", "changed"},
        refused=sentence(why) if why else "",
        **_said(document),
    )


def _said(document: Document) -> dict[str, Any]:
    return {"title": title_of(document), "kind": document.names_kind or document.kind, "kinds": KINDS}
