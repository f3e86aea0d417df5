"""What happened in an organization, for its owners (AUD-1)."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.kit.places import place
from tbc.organizations import words
from tbc.organizations.models import Organization
from tbc.organizations.queries import history as queries
from tbc.organizations.queries.organizations import find_organization
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/history")
@guard(Permission.ORGANIZATION_AUDIT, load=find_organization)
def history(organization: Organization) -> AnyResponse:
    """Who did what, when, from where; the latest first."""
    events = queries.list_events(organization.id, after=place("after"), before=place("before"))
    named = {UUID(event.details["user_id"]) for event in events.rows if event.details.get("user_id")}
    people = queries.names_of_people(named) if named else {}
    about = {event.subject_id for event in events.rows if event.subject_type == "company-account" and event.subject_id}
    accounts = queries.names_of_accounts(about) if about else {}
    lines = [(event, words.of(event), words.about(event, people, accounts)) for event in events.rows]
    return page("organizations/history.html", organization=organization, events=events, lines=lines, size=queries.PAGE)
