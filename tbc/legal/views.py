"""Pages of the documents, each version at an address that stays."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from tbc.kit.guard import public
from tbc.kit.language import language
from tbc.kit.page import page
from tbc.legal import versions

room = Blueprint("legal", __name__, url_prefix="/legal")


@room.get("/terms")
@public
def terms() -> Response:
    """利用規約, as it holds today."""
    return _document("terms", versions.TERMS)


@room.get("/privacy")
@public
def privacy() -> Response:
    """個人情報の取扱い, as it holds today."""
    return _document("privacy", versions.PRIVACY)


@room.get("/<any(terms, privacy):document>/<version>")
@public
def version(document: str, version: str) -> Response:
    """One version of a document: what somebody once agreed to stays readable."""
    if version not in versions.ALL[document]:
        abort(404)
    return _document(document, version)


@room.get("/commerce")
@public
def commerce() -> Response:
    """特定商取引法に基づく表記."""
    return page("legal/commerce.html")


def _document(document: str, version: str) -> Response:
    return page(
        "legal/document.html",
        document=document,
        version=version,
        holds_from=versions.day(version),
        versions=versions.ALL[document],
        day=versions.day,
        body=f"legal/{document}/{version}.{language()}.html",
    )
