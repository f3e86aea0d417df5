"""The blueprint, and how its views find what their address names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint

from tbc.applications import queries
from tbc.applications.models import Application
from tbc.applications.record import STEP_BY_PATH, Step
from tbc.policy import Actor, Role

room = Blueprint("applications", __name__)


@dataclass(frozen=True, slots=True)
class StepOfDraft:
    """One step of one application, as an address names both."""

    application: Application
    step: Step

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.application.roles_of(actor)


def lock_step(actor: Actor, application_id: UUID, path: str) -> StepOfDraft | None:
    """As `find_step`, with the application's row locked: for whatever changes it."""
    step = STEP_BY_PATH.get(path)
    application = queries.lock_application(actor, application_id) if step else None
    return StepOfDraft(application, step) if application and step else None


def find_step(actor: Actor, application_id: UUID, path: str) -> StepOfDraft | None:
    """The step at `path` of the application, if the actor may know of it."""
    step = STEP_BY_PATH.get(path)
    application = queries.find_application(actor, application_id) if step else None
    return StepOfDraft(application, step) if application and step else None
