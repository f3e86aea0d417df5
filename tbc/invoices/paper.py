"""A document as PDF: one template for all kinds, made once and kept (BIL-3)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from tbc.invoices.models import Document
from tbc.invoices.showing import shown
from tbc.kit.language import speaking
from tbc.kit.paper import typeset
from tbc.kit.phrases import lazy as _l

TEMPLATE = Path(__file__).with_name("document.typ")


def typeset_document(document: Document) -> bytes:
    """The PDF/A of the document, in its language."""
    return typeset(TEMPLATE, asdict(shown(document)) | {"words": _words(document.language)}, archived=True)


def file_name(document: Document) -> str:
    """What the PDF is called when it is saved or attached."""
    return f"{document.number}.pdf"


def _words(language: str) -> dict[str, str]:
    """The words of the form itself."""
    with speaking(language):
        words = {
            "payment": _l("お振込先"),
            "name": _l("品名"),
            "quantity": _l("数量"),
            "unit_price": _l("単価（円、税抜）"),
            "amount": _l("金額（円、税抜）"),
            "total": _l("合計（税込）"),
            "page": _l("%(page)s / %(pages)s ページ", page="{page}", pages="{pages}"),
        }
        return {name: str(word) for name, word in words.items()}
