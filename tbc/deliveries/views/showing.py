"""One delivery: to its recipient at the delivery site, to members in the portal (DLV-3, DLV-4)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog import labels
from tbc.deliveries import current
from tbc.deliveries.models import Delivery
from tbc.deliveries.queries import find_delivery, get_contents
from tbc.deliveries.queries.contents import find_file
from tbc.deliveries.views.room import room
from tbc.deliveries.words import CODE_KINDS, size_of
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard, public
from tbc.kit.language import language
from tbc.kit.page import page
from tbc.policy import Permission


@room.get("/delivery")
@public
def delivery() -> AnyResponse:
    """The delivery that this browser has signed in to."""
    found = current.signed_in()
    return _private(_shown(found, "delivery")) if found else current.to_sign_in()


@room.get("/delivery/files/<uuid:file_id>")
@public
def download(file_id: UUID) -> AnyResponse:
    """A file that the delivery brings."""
    return _private(_handed(current.get_signed_in(), file_id))


@room.get("/deliveries/<uuid:delivery_id>")
@guard(Permission.DELIVERY_READ, load=find_delivery)
def own(delivery: Delivery) -> Response:
    """A delivery of one's company account or of one's own, without a password."""
    return _shown(delivery, "desk" if actor().is_staff else "portal")


@room.get("/deliveries/<uuid:delivery_id>/files/<uuid:file_id>")
@guard(Permission.DELIVERY_READ, load=lambda actor, delivery_id, file_id: find_delivery(actor, delivery_id))
def own_file(delivery: Delivery) -> AnyResponse:
    """A file that it brings."""
    return _handed(delivery, (request.view_args or {})["file_id"])


def _shown(found: Delivery, house: str) -> Response:
    """The same page in both houses."""
    return page(
        "deliveries/delivery.html",
        house=house,
        contents=get_contents(found),
        code_words=CODE_KINDS,
        kinds=labels.APPLICATION_KINDS,
        units=labels.UNITS,
        size_of=size_of,
        is_recipient=house == "delivery",
    )


def _handed(found: Delivery, file_id: UUID) -> AnyResponse:
    """The file itself, or the way to where it lies: only whoever may see the delivery learns that address."""
    file = find_file(found, file_id)
    if file is None:
        abort(404)
    if file.body is None:
        return redirect(file.address, 303)
    return attachment(file.body, file.file_name or file.name_in(language()), "application/octet-stream")


def _private(response: AnyResponse) -> AnyResponse:
    """What a delivery brings is kept by no cache: its reader is signed in to the delivery site alone."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
