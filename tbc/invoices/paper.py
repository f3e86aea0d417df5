"""A document as PDF: one template for all kinds, made once and kept (BIL-3)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from tbc.invoices.models import Document
from tbc.invoices.showing import shown, words_of
from tbc.kit.paper import typeset

TEMPLATE = Path(__file__).with_name("document.typ")


def typeset_document(document: Document) -> bytes:
    """The PDF/A of the document, in its language."""
    return typeset(TEMPLATE, data_of(document), archived=True)


def data_of(document: Document) -> dict[str, Any]:
    """What the template is given: the document in words, and the words of the form itself."""
    return asdict(shown(document)) | {"words": words_of(document.language)}


def file_name(document: Document) -> str:
    """What the PDF is called when it is saved or attached."""
    return f"{document.number}.pdf"
