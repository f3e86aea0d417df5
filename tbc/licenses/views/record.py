"""One contract: what was bought, until when, by whom, with what codes, and what has become of it (CON-1)."""

from __future__ import annotations

from typing import Any

from flask import Response

from tbc.applications.queries import seen_among
from tbc.applications.record import CONTRACT_CLASSES
from tbc.catalog.labels import UNITS
from tbc.kit.clock import today
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.licenses.models import License
from tbc.licenses.queries import find_license
from tbc.licenses.queries.history import list_applications, list_changes, list_orders, list_versions
from tbc.licenses.queries.referring import list_codes
from tbc.licenses.rules import shown
from tbc.licenses.service.changing import KIND
from tbc.licenses.showing import blocks_of, versions_of
from tbc.licenses.views.beside import links_of
from tbc.licenses.views.room import room
from tbc.licenses.words import STATES, moments_of, state_of
from tbc.policy import Permission
from tbc.requests.queries import list_about
from tbc.requests.words import STATE_WORDS


@room.get("/contracts/<uuid:license_id>")
@guard(Permission.LICENSE_READ, load=find_license)
def record(license_: License) -> Response:
    """The contract, made for print too."""
    return page(
        "licenses/record.html",
        **facts_of(license_),
        requests=[one for one in list_about("license", license_.id) if one.kind == KIND],
        request_states=STATE_WORDS,
    )


def facts_of(license_: License) -> dict[str, Any]:
    """What a page about a license shows, as far as its reader may see it."""
    who, day = actor(), today()
    changes, versions = list_changes(license_), list_versions(license_)
    seen, behind = shown(license_, day), list_applications(changes)
    return {
        "license": license_,
        "seen": seen,
        "state": state_of(license_.state, license_.ends_on, day),
        "states": STATES,
        "unit": UNITS[license_.unit],
        "contract_class": CONTRACT_CLASSES[license_.contract_class],
        "codes": list_codes(license_.id),
        "blocks": blocks_of(versions[0].parties),
        "versions": versions_of(versions),
        "moments": moments_of(changes, hidden=seen.since is not None and not who.is_staff, for_staff=who.is_staff),
        "applications": sorted(behind if who.is_staff else seen_among(who, behind)),
        "order_numbers": list_orders(changes),
        "links": () if who.is_staff else links_of(who, list_orders(changes)),
        "today": day,
    }
