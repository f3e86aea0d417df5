"""The certificate, made for print and as a PDF: to recipients, to members, and of one license (DLV-4, CON-1)."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from tbc.deliveries import current, paper
from tbc.deliveries.certificate import Certificate, certificate_of, certificate_of_license
from tbc.deliveries.models import Delivery
from tbc.deliveries.queries import find_delivery
from tbc.deliveries.views.room import room
from tbc.kit.clock import now
from tbc.kit.files import attachment
from tbc.kit.guard import guard, public
from tbc.kit.page import page
from tbc.licenses.models import License
from tbc.licenses.queries.finding import find_license
from tbc.policy import Permission


@room.get("/delivery/certificate")
@public
def certificate() -> AnyResponse:
    """The certificate of the delivery that this browser has signed in to."""
    delivery = current.signed_in()
    if delivery is None:
        return current.to_sign_in()
    return _shown(certificate_of(delivery, now()), url_for("deliveries.certificate_pdf"))


@room.get("/delivery/certificate.pdf")
@public
def certificate_pdf() -> Response:
    """The same as a PDF."""
    return _handed(certificate_of(current.get_signed_in(), now()))


@room.get("/deliveries/<uuid:delivery_id>/certificate")
@guard(Permission.DELIVERY_READ, load=find_delivery)
def own_certificate(delivery: Delivery) -> Response:
    """The certificate of a delivery of one's company account or of one's own."""
    return _shown(certificate_of(delivery, now()), url_for("deliveries.own_certificate_pdf", delivery_id=delivery.id))


@room.get("/deliveries/<uuid:delivery_id>/certificate.pdf")
@guard(Permission.DELIVERY_READ, load=find_delivery)
def own_certificate_pdf(delivery: Delivery) -> Response:
    """The same as a PDF."""
    return _handed(certificate_of(delivery, now()))


@room.get("/contracts/<uuid:license_id>/certificate")
@guard(Permission.LICENSE_READ, load=find_license)
def license_certificate(license_: License) -> Response:
    """The certificate of one license as it is today."""
    address = url_for("deliveries.license_certificate_pdf", license_id=license_.id)
    return _shown(certificate_of_license(license_, now()), address)


@room.get("/contracts/<uuid:license_id>/certificate.pdf")
@guard(Permission.LICENSE_READ, load=find_license)
def license_certificate_pdf(license_: License) -> Response:
    """The same as a PDF."""
    return _handed(certificate_of_license(license_, now()))


def _shown(certificate: Certificate, pdf: str) -> Response:
    address = _address(certificate)
    response = page(
        "deliveries/certificate.html",
        certificate=certificate,
        pdf=pdf,
        is_signed=paper.is_signed(current_app.config["SETTINGS"], now()),
        address=address,
        # The drawing is ours and holds nothing that anybody typed: an address, as squares.
        picture=Markup(paper.qr(address)) if address else "",  # noqa: S704  # see above
        **_parts(certificate),
    )
    # A recipient is signed in to the delivery site alone: no cache keeps it.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _parts(certificate: Certificate) -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    return {
        "facts": paper.facts_of(certificate),
        "products": [
            (line, paper.facts_of_line(certificate, line), paper.code_label(line)) for line in certificate.lines
        ],
        "note": paper.note_of(certificate),
        "issuer": settings.issuer_name or paper.PORTAL,
        "issuer_address": settings.issuer_address,
    }


def _handed(certificate: Certificate) -> Response:
    settings = current_app.config["SETTINGS"]
    made = paper.certificate_paper(certificate, _address(certificate), settings, now())
    name = certificate.delivery_number or certificate.lines[0].shown.license_id or "certificate"
    return attachment(made, f"{name}.pdf", "application/pdf")


def _address(certificate: Certificate) -> str:
    """Where it is verified; empty for a license that this portal has not delivered."""
    if not certificate.token:
        return ""
    base: str = current_app.config["SETTINGS"].base_url
    return base + url_for("deliveries.verify", token=certificate.token)
