"""The filed application: the number at once, its paper, and everything that was filed (APP-6)."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import numbers, paper, queries, summary
from tbc.applications.models import Application
from tbc.applications.record import KINDS, STEPS
from tbc.applications.timeline import history_of
from tbc.applications.views.room import room
from tbc.catalog.queries import find_supplement
from tbc.kit.files import disposition
from tbc.kit.guard import actor, guard
from tbc.kit.page import page
from tbc.policy import Permission


@room.get("/applications/<uuid:application_id>")
@guard(Permission.APPLICATION_READ, load=queries.find_application)
def detail(application: Application) -> AnyResponse:
    """All that was filed, and what happened to it; a draft opens where there is something left to do."""
    if application.is_draft:
        return redirect(_first_open_step(application), 303)
    uploaded = queries.list_supplements(application.id) if application.content.get("supplements") else ()
    return page(
        "applications/detail.html",
        application=application,
        kinds=KINDS,
        blocks=summary.blocks(application.content),
        history=history_of(actor(), application),
        uploaded=[(entry, _name(entry.code)) for entry in uploaded],
    )


@room.get("/applications/<uuid:application_id>/filed")
@guard(Permission.APPLICATION_READ, load=queries.find_application)
def filed(application: Application) -> AnyResponse:
    """The number, and what to do with it; the address can be kept, the page printed on one sheet."""
    if application.is_draft:
        return redirect(_first_open_step(application), 303)
    return page("applications/filed.html", **_told(application))


@room.get("/applications/<uuid:application_id>/filed.pdf")
@guard(Permission.APPLICATION_READ, load=queries.find_filed)
def filed_pdf(application: Application) -> Response:
    """The same as a PDF with the QR code."""
    names = tuple(_name(entry.code) for entry in queries.list_supplements(application.id))
    base = current_app.config["SETTINGS"].base_url
    address = base + url_for("applications.filed", application_id=application.id)
    response = Response(paper.filed_paper(application, names, address), mimetype="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{application.number}.pdf")
    return response


def _told(application: Application) -> dict[str, Any]:
    # The drawing is ours and holds nothing that anybody typed: the number alone, as squares.
    picture = Markup(paper.qr(application.number or ""))  # noqa: S704  # made by segno from 24 checked characters
    return {
        "application": application,
        "kinds": KINDS,
        "groups": numbers.groups(application.number or ""),
        "picture": picture,
        "newer": queries.find_newer(actor(), application),
    }


def _first_open_step(application: Application) -> str:
    done = {name for name, entry in application.progress.items() if entry["state"] == "done"}
    for step in STEPS:
        if step.name not in done:
            return url_for("applications.step", application_id=application.id, path=step.path)
    return url_for("applications.check", application_id=application.id)


def _name(code: str) -> str:
    found = find_supplement(code)
    return found.name if found else code
