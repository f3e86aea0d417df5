"""Beginning an application: which kind, which class, which way of filing."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.forms.start import Start
from tbc.applications.service import drafts
from tbc.applications.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page
from tbc.policy import Permission


@room.get("/applications/new")
@guard(Permission.APPLICATION_START)
def new() -> Response:
    """Nothing is written until the reader has chosen."""
    return page("applications/new.html", form=Start())


@room.post("/applications/new")
@guard(Permission.APPLICATION_START)
def begin() -> AnyResponse:
    """Begin a draft and go to its first step."""
    form = Start(request.form)
    if not form.validate():
        return page("applications/new.html", form=form, status=422)
    draft = drafts.start(actor(), form.kind.data, form.contract_class.data)
    return go(url_for("applications.step", application_id=draft.id, path="products"))
