"""The filed application on paper: the number first, with its QR code, then what follows and what was filed (APP-6)."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from flask_babel import gettext as _

from tbc.applications import numbers
from tbc.applications.models import Application
from tbc.applications.summary import blocks
from tbc.kit.formats import date_and_time, long_date
from tbc.kit.language import language
from tbc.kit.paper import typeset

TEMPLATE = Path(__file__).with_name("filed.typ")


def filed_paper(application: Application, supplements: tuple[str, ...], address: str) -> bytes:
    """The PDF of a filed application. `address` is where the page of it can be opened."""
    return typeset(TEMPLATE, _data(application, supplements, address))


def qr(number: str) -> str:
    """The number's QR code as inline SVG: the 24 characters themselves, for a scanner at order entry."""
    return _drawn(number, _("受付番号のQRコード"))


# Whoever has just filed comes back to the page, and drawing costs more than all the rest of it.
@lru_cache(maxsize=256)
def _drawn(number: str, title: str) -> str:
    code = segno.make(number, error="m", micro=False)
    return str(code.svg_inline(scale=1, border=0, svgclass="qr", lineclass=None, omitsize=True, title=title))


def _data(application: Application, supplements: tuple[str, ...], address: str) -> dict[str, Any]:
    number = application.number or ""
    picture = io.BytesIO()
    segno.make(number, error="m", micro=False).save(picture, kind="svg", scale=1, border=0)
    return {
        "language": language(),
        "title": _("申請の控え"),
        "label": _("受付番号"),
        "groups": numbers.groups(number),
        "qr": picture.getvalue().decode("utf-8"),
        "qr_alt": _("受付番号のQRコード"),
        "facts": [
            [_("申請日時"), date_and_time(application.filed_at)],
            [_("申請した方"), application.filer_name],
            *([[_("有効期限"), long_date(application.valid_until)]] if application.valid_until else []),
        ],
        "next_title": _("次にすること"),
        "next": _("受付番号を注文書に書いて、お早めにご発注ください。納期はこれまでと変わりません。"),
        "blocks": [
            {"title": block.title, "rows": [[answer.label, answer.value or "―"] for answer in block.answers]}
            for block in blocks(application.content, supplements=supplements)
        ],
        "address": address,
        "portal": "Trend Business Center",
        "page": _("%(page)s / %(pages)s ページ", page="{page}", pages="{pages}"),
    }
