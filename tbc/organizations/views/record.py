"""An organization's page: facts, what waits for a decision, its people, its company accounts (ORG-5)."""

from __future__ import annotations

from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, can, guard
from tbc.kit.page import page
from tbc.organizations.models import Organization
from tbc.organizations.queries import asking, cases, domains, members
from tbc.organizations.queries.listed_accounts import list_shown_accounts
from tbc.organizations.queries.organizations import find_organization
from tbc.organizations.views.room import organizations
from tbc.policy import Permission

SHOWN = 10


@organizations.get("/organizations/<uuid:organization_id>")
@guard(Permission.ORGANIZATION_READ, load=find_organization)
def record(organization: Organization) -> AnyResponse:
    """What the reader may see of it: a Domain Member the owners and the contact e-mail, an owner everything."""
    leads = domains.list_domains_with_others(organization)
    owners = members.list_owners(organization.id)
    manages = can(Permission.ORGANIZATION_MANAGE, organization)
    sees_people = can(Permission.ORGANIZATION_AUDIT, organization)
    others = {row.Organization.id: row.Organization for row in leads if row.Organization.id != organization.id}
    return page(
        "organizations/record.html",
        organization=organization,
        domains=[row.Domain.domain for row in leads if row.Organization.id == organization.id],
        others=list(others.values()),
        owners=owners,
        contact_is_owners=organization.contact_email.lower() in {owner.email.lower() for owner in owners},
        cases=cases.list_open_cases(organization) if manages else [],
        waiting=asking.list_waiting(organization.id) if manages else [],
        people=members.list_people(organization, limit=SHOWN) if sees_people else None,
        accounts=list_shown_accounts(actor(), organization, SHOWN + 1),
        shown=SHOWN,
    )
