"""Whether reminders of a license's end go out: where the letter's link leads (RNW-8)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.queries import get_products
from tbc.kit.clock import today
from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.licenses.models import License
from tbc.licenses.queries import find_license, lock_license
from tbc.licenses.rules import shown
from tbc.policy import Permission
from tbc.renewals.service import silencing
from tbc.renewals.views.room import room


@room.get("/renewals/reminders/<uuid:license_id>")
@guard(Permission.LICENSE_ASK_CHANGE, load=find_license)
def reminders(license_: License) -> Response:
    """As it is now, and the other way."""
    return page(
        "renewals/reminders.html",
        license=license_,
        name=_name_of(license_),
        seen=shown(license_, today()),
        is_reminded=silencing.is_reminded(actor(), license_),
    )


@room.post("/renewals/reminders/<uuid:license_id>")
@guard(Permission.LICENSE_ASK_CHANGE, load=lock_license)
def set_reminders(license_: License) -> AnyResponse:
    """Stop them, or let them go out again."""
    if request.form.get("act") == "resume":
        silencing.resume(actor(), license_)
        say(_("更新の案内を再開しました。"))
    else:
        silencing.stop(actor(), license_)
        say(_("更新の案内を止めました。"))
    return go(url_for("renewals.reminders", license_id=license_.id))


def _name_of(license_: License) -> str:
    """What its product is called in the language in use."""
    if language() == "ja":
        return license_.product_name
    return get_products([license_.product_code])[license_.product_code].name_in(language())
