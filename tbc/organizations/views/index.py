"""組織(Organization)リスト: the reader's organizations and the ways into others; founding one (ORG-1, ORG-5)."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import get_own
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.founding import FoundingForm, refuse_contact
from tbc.organizations.queries import asking, domains, members
from tbc.organizations.service import founding as service
from tbc.organizations.service.contact import ContactRefused
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations")
@guard(Permission.ORGANIZATION_LIST)
def index() -> AnyResponse:
    """Mine, those that my domain leads to, invitations to me, what I ask for."""
    own = members.list_own(actor())
    held = {row.Organization.id for row in own}
    domain = domains.domain_of_actor(actor())
    leading = domains.list_by_domain(domain) if domain else []
    return page(
        "organizations/index.html",
        own=own,
        domain=domain,
        leading=[found for found in leading if found.id not in held],
        invitations=asking.list_own_invitations(actor()),
        requests=asking.list_own_requests(actor()),
    )


@organizations.route("/organizations/new", methods=["GET", "POST"])
@guard(Permission.ORGANIZATION_FOUND)
def found() -> AnyResponse:
    """Found one; where there is one, or it cannot be, say so and show the way."""
    try:
        domain = service.foundable_domain(actor())
    except service.DomainUnfit as refused:
        return page("organizations/unfit.html", reason=refused.reason.value, status=403)
    leading = domains.list_by_domain(domain)
    form = FoundingForm(contact_email=actor().email, name=get_own(actor()).company)
    if leading and request.method != "POST":
        return page("organizations/taken.html", domain=domain, leading=leading)
    if request.method != "POST" or not form.validate():
        return page("organizations/new.html", status=200 if request.method != "POST" else 422, form=form, domain=domain)
    try:
        made = service.found(actor(), form.name.data or "", form.contact_email.data or "")
    except ContactRefused as refused:
        refuse_contact(form.contact_email, refused)
        return page("organizations/new.html", status=422, form=form, domain=domain)
    except service.DomainTaken:
        return page("organizations/taken.html", status=409, domain=domain, leading=domains.list_by_domain(domain))
    say(gettext("組織を作りました。あなたが管理者(Owner)です。"))
    return go(url_for("organizations.record", organization_id=made.id))
