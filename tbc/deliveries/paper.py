"""The certificate on paper: as data for a page or a PDF, set, and signed where there is a key (DLV-4)."""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from flask_babel import gettext as _

from tbc.config import Settings
from tbc.deliveries.certificate import Certificate, Certified
from tbc.deliveries.words import CODE_KINDS
from tbc.kit.formats import long_date, number
from tbc.kit.language import language
from tbc.kit.paper import typeset
from tbc.kit.paper.signing import sign

TEMPLATE = Path(__file__).with_name("certificate.typ")
PORTAL = "Trend Business Center"


def is_signed(settings: Settings, at: datetime) -> bool:
    """Whether a PDF made at that moment is signed: there is a key, and its certificate is good."""
    return settings.pdf_signing_key is not None and settings.pdf_signing_key.is_good(at)


def certificate_paper(certificate: Certificate, address: str, settings: Settings, at: datetime) -> bytes:
    """The PDF, signed if it can be. `address` is where it is verified, empty if nowhere."""
    pdf = typeset(TEMPLATE, _data(certificate, address, settings))
    if settings.pdf_signing_key is None or not is_signed(settings, at):
        return pdf
    return sign(pdf, settings.pdf_signing_key, name=settings.issuer_name or PORTAL, reason=_("ライセンス証書"))


def qr(address: str) -> str:
    """The address as a QR code, inline SVG."""
    return _drawn(address, _("証書を確かめるページのQRコード"))


@lru_cache(maxsize=256)
def _drawn(address: str, title: str) -> str:
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=1, border=0, svgclass="qr", lineclass=None, omitsize=True, title=title))


def facts_of(certificate: Certificate) -> list[tuple[str, str, bool]]:
    """What stands above the products: label, value, and whether the value is a number that one copies."""
    facts = [
        (_("納品番号"), certificate.delivery_number, True),
        (_("受注番号"), certificate.order_number, True),
        (_("得意先PO#"), certificate.customer_po, True),
        (_("納品日"), long_date(certificate.delivered_on), False),
        (_("更新日"), long_date(certificate.renewed_on), False),
        (_("販売店"), certificate.reseller, False),
    ]
    return [fact for fact in facts if fact[1]]


def facts_of_line(certificate: Certificate, line: Certified) -> list[tuple[str, str, bool]]:
    """Quantity, license id and term of a product; what does not show yet says from when it does (CON-1)."""
    later = _("%(day)sから表示します", day=long_date(line.shown.since)) if line.shown.since else ""
    quantity = number(line.quantity)
    if certificate.is_addition:
        quantity = _("追加 %(added)s（合計 %(all)s）", added=quantity, all=number(line.in_all))
    term = ""
    if line.shown.starts_on:
        term = f"{long_date(line.shown.starts_on)} – {long_date(line.shown.ends_on)}"
    return [
        (_("ライセンス数"), quantity, False),
        (_("ライセンスID"), line.shown.license_id or later, bool(line.shown.license_id)),
        (_("契約期間"), term or later, False),
    ]


def code_label(line: Certified) -> str:
    """What the codes of a product are called; empty without codes."""
    return str(CODE_KINDS[line.code_kind]) if line.codes else ""


def note_of(certificate: Certificate) -> str:
    """What the certificate does not say yet; empty when it says all."""
    if certificate.shown_from is None:
        return ""
    day = long_date(certificate.shown_from)
    return str(_("契約期間などの最新の内容は、%(day)sから、証書と契約内容確認に表示します。", day=day))


def _data(certificate: Certificate, address: str, settings: Settings) -> dict[str, Any]:
    picture = io.BytesIO()
    if address:
        segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=1, border=0)
    return {
        "language": language(),
        "title": _("ライセンス証書"),
        "tracking": 0.25 if language() == "ja" else 0.02,
        "number": certificate.delivery_number,
        "to": _("%(company)s　御中", company=certificate.company),
        "statement": _("下記の製品について、使用を許諾したことを証します。"),
        "facts": [[label, value] for label, value, _is_code in facts_of(certificate)],
        "products": [
            {
                "name": line.product,
                "facts": [[label, value] for label, value, _is_code in facts_of_line(certificate, line)],
                "code_label": code_label(line),
                "codes": line.codes,
            }
            for line in certificate.lines
        ],
        "note": note_of(certificate),
        "qr": picture.getvalue().decode("utf-8"),
        "qr_alt": _("証書を確かめるページのQRコード"),
        "verify": _("この証書が本物かどうかを確かめられます。"),
        "address": address,
        "issued": _("発行　%(day)s", day=long_date(certificate.on)),
        "issuer": settings.issuer_name or PORTAL,
        "issuer_address": settings.issuer_address,
        "page": _("%(page)s / %(pages)s ページ", page="{page}", pages="{pages}"),
    }
