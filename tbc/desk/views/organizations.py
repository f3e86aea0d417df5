"""All organizations on the desk: found, looked at, and deleted on request where nobody owns them (ORG-9, ORG-10)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.organizations import STATES, DeskDeletionForm, OrganizationSearch
from tbc.desk.queries import organizations as queries
from tbc.desk.queries.latest import PAGE
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.organizations import words
from tbc.organizations.models import Organization
from tbc.organizations.queries.deleted import count_contents
from tbc.organizations.queries.domains import list_domains
from tbc.organizations.queries.history import list_events, names_of_people
from tbc.organizations.queries.members import list_people
from tbc.organizations.service import deleting as service
from tbc.policy import Permission

SHOWN = 100
EVENTS = 30


@room.get("/organizations")
@guard(Permission.RECOVERY_READ)
def organizations() -> Response:
    """The organizations, the latest first, by name, domain, somebody's address, and state."""
    form = OrganizationSearch(request.args)
    found = queries.list_organizations(
        form.q.data or "", form.wanted_state, older_than=place("older"), newer_than=place("newer")
    )
    return page(
        "desk/organizations.html", part="desk/_organizations.html", form=form, found=found, states=STATES,
        size=PAGE,
    )  # fmt: skip


@room.get("/organizations/<uuid:organization_id>")
@guard(Permission.RECOVERY_READ, load=queries.find_organization)
def organization(organization: Organization) -> Response:
    """One organization: its state, people, domains, merges, cases, and what happened lately."""
    events = list_events(organization.id, limit=EVENTS).rows
    named = {UUID(event.details["user_id"]) for event in events if event.details.get("user_id")}
    names = names_of_people(named)
    return page(
        "desk/organization.html",
        organization=organization,
        domains=list_domains(organization),
        people=list_people(organization, limit=SHOWN),
        cases=queries.list_cases(organization),
        merges=queries.list_merges(organization),
        events=[(event, words.of(event), words.about(event, names, {})) for event in events],
    )


@room.get("/organizations/<uuid:organization_id>/delete")
@guard(Permission.RECOVERY_DECIDE, load=queries.find_organization)
def organization_deletion(organization: Organization) -> AnyResponse:
    """What goes with an organization that nobody owns."""
    if not organization.is_live or organization.ownerless_since is None:
        return _not_deletable(organization)
    return _deletion_page(organization, DeskDeletionForm())


@room.post("/organizations/<uuid:organization_id>/delete")
@guard(Permission.RECOVERY_DECIDE, load=queries.lock_organization, recent=True)
def delete_organization(organization: Organization) -> AnyResponse:
    """Delete it, with the reason."""
    form = DeskDeletionForm()
    if not organization.is_live or organization.ownerless_since is None:
        return _not_deletable(organization)
    if not form.validate():
        return _deletion_page(organization, form, status=422)
    service.delete_ownerless(actor(), organization, form.reason.data or "")
    say(_("組織を削除しました。30日以内なら元に戻せます。"))
    return go(url_for("desk.organization", organization_id=organization.id))


@room.post("/organizations/<uuid:organization_id>/restore")
@guard(Permission.RECOVERY_DECIDE, load=queries.lock_organization)
def restore_organization(organization: Organization) -> AnyResponse:
    """Bring a deleted one back."""
    if organization.deleted_at and not organization.purged_at:
        service.restore(actor(), organization)
        say(_("組織を元に戻しました。"))
    else:
        say(_("この組織は、元に戻せません。"), "warn")
    return go(url_for("desk.organization", organization_id=organization.id))


def _not_deletable(organization: Organization) -> AnyResponse:
    say(_("弊社が削除できるのは、管理者(Owner)のいない組織だけです。"), "warn")
    return go(url_for("desk.organization", organization_id=organization.id))


def _deletion_page(organization: Organization, form: DeskDeletionForm, status: int = 200) -> Response:
    contents = count_contents(organization)
    return page(
        "desk/organization_deletion.html", status=status, organization=organization, form=form, contents=contents
    )
