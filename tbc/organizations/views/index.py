"""組織(Organization)リスト: the reader's organizations and the ways into others; founding one (ORG-1, ORG-5)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import elsewhere
from tbc.accounts.queries import get_own
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.founding import FoundingForm, refuse_contact
from tbc.organizations.models import Organization
from tbc.organizations.queries import asking, domains, members
from tbc.organizations.queries.deleted import find_reserved
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
    domain = _own_domain()
    leading = domains.list_by_domain(domain) if domain else []
    to_register = actor().mode == "partner" and elsewhere.waits_for_registration(actor())
    return page(
        "organizations/index.html",
        own=own,
        domain=domain,
        can_found=domain is not None and not leading,
        # Whoever comes from a partner portal comes into the portal's by registering; until then it does not show.
        leading=[one for one in leading if one.id not in held and not (to_register and one.source == "partner")],
        to_register=to_register,
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
    if request.method != "POST":
        return _way_in(domain) or _founding_page(domain, _proposed())
    form = FoundingForm()
    if not form.validate():
        return _founding_page(domain, form, status=422)
    try:
        made = service.found(actor(), form.name.data or "", form.contact_email.data or "")
    except ContactRefused as refused:
        refuse_contact(form.contact_email, refused)
        return _founding_page(domain, form, status=422)
    except service.DomainTaken:
        return _taken_page(domain, domains.list_by_domain(domain), status=409)
    say(gettext("組織を作りました。あなたが管理者(Owner)です。"))
    return go(url_for("organizations.record", organization_id=made.id))


def _own_domain() -> str | None:
    """The domain of which the reader can found an organization."""
    try:
        return service.foundable_domain(actor())
    except service.DomainUnfit:
        return None


def _proposed() -> FoundingForm:
    return FoundingForm(contact_email=actor().email, name=get_own(actor()).company)


def _founding_page(domain: str, form: FoundingForm, status: int = 200) -> Response:
    return page("organizations/new.html", status=status, form=form, domain=domain)


def _way_in(domain: str) -> Response | None:
    """Where the domain leads to already, if it does, or until when it is reserved."""
    leading = domains.list_by_domain(domain)
    return _taken_page(domain, leading) if leading or find_reserved(domain) else None


def _taken_page(domain: str, leading: Sequence[Organization], status: int = 200) -> Response:
    """A deleted one that can come back is shown to nobody, and has the domain all the same (ORG-10)."""
    reserved = None if leading else find_reserved(domain)
    until = reserved.purge_at if reserved else None
    return page("organizations/taken.html", status=status, domain=domain, leading=leading, reserved_until=until)
