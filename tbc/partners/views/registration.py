"""The first sign-in's page: what the partner portal said, to be confirmed or left for later (PRT-3)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import list_consents
from tbc.kit.guard import actor, guard, public
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.organizations.queries.domains import list_by_domain
from tbc.organizations.service.founding import DomainUnfit
from tbc.partners.forms.registration import RegistrationForm
from tbc.partners.models import Identity
from tbc.partners.queries.identities import find_latest_identity
from tbc.partners.queries.registration import standing_of
from tbc.partners.service import registration as service
from tbc.partners.views.names import portal_of
from tbc.partners.views.room import partners
from tbc.policy import Permission


@partners.get("/registration")
@guard(Permission.ORGANIZATION_FOUND, load=find_latest_identity)
def registration(identity: Identity) -> Response:
    """What the portal said; once it is confirmed, the organization and what comes next."""
    form = _form(identity)
    form.process(request.args)
    return _page(identity, form)


@partners.post("/registration")
@guard(Permission.ORGANIZATION_FOUND, load=find_latest_identity)
def register(identity: Identity) -> AnyResponse:
    """Confirm it."""
    form = _form(identity)
    if not form.validate():
        return _page(identity, form, 422)
    try:
        organization = service.register(actor(), identity)
    except (service.NoCompany, service.DomainReserved, DomainUnfit):
        return _page(identity, form, 409)
    say(gettext("「%(name)s」に登録しました。", name=organization.name))
    return go(url_for("partners.registration", next=form.next.data or None))


@partners.get("/first-owner")
@public
def first_owner() -> Response:
    """How an organization that came from a portal gets its first owner, and how its contact e-mail is changed."""
    return page("partners/first_owner.html")


def _form(identity: Identity) -> RegistrationForm:
    return RegistrationForm(has_agreed=bool(list_consents(identity.user_id)))


def _page(identity: Identity, form: RegistrationForm, status: int = 200) -> Response:
    who, portal = actor(), portal_of(identity.issuer)
    reached = standing_of(who, identity)
    others = list_by_domain(reached.domain) if reached.domain else []
    return page(
        "partners/registered.html" if reached.is_done else "partners/registration.html",
        status=status,
        form=form,
        identity=identity,
        reached=reached,
        portal=portal.provider.called(language()) if portal else identity.provider,
        others=[one for one in others if reached.organization is None or one.id != reached.organization.id],
        onward=form.next.data,
    )
