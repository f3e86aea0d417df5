"""Uploaded supplements: taken with the form of the extras step, and given back as they came."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Response, request

from tbc.applications import queries, rules
from tbc.applications.facts import gather
from tbc.applications.models import Application, UploadedSupplement
from tbc.applications.service import supplements
from tbc.applications.views.acts import Act
from tbc.applications.views.room import StepOfDraft, room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.policy import Actor, Permission, Role

UPLOAD = "supplement-"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One uploaded supplement with the application it belongs to."""

    application: Application
    supplement: UploadedSupplement

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.application.roles_of(actor)


def find_uploaded(actor: Actor, application_id: UUID, code: str) -> Uploaded | None:
    """The supplement of an application that the actor may know of."""
    application = queries.find_application(actor, application_id)
    supplement = queries.find_supplement(application, code) if application else None
    return Uploaded(application, supplement) if application and supplement else None


def take(here: StepOfDraft, act: Act) -> None:
    """Keep the files that came with the form, and take off the one whose button was pressed."""
    if here.step.name != "extras":
        return
    if act.name == "drop-supplement":
        supplements.remove(actor(), here.application, act.of)
    facts = gather(here.application, here.application.content)
    for code in rules.supplements_needed(here.application.content.get("items") or (), facts):
        sent = request.files.get(UPLOAD + code)
        if sent and sent.filename:
            supplements.upload(actor(), here.application, code, sent.filename, sent.read())


@room.get("/applications/<uuid:application_id>/supplements/<code>")
@guard(Permission.APPLICATION_READ, load=find_uploaded)
def supplement(here: Uploaded) -> Response:
    """The file as it was uploaded."""
    return attachment(here.supplement.body, here.supplement.file_name, "application/octet-stream")
