"""Further domains of an organization (ORG-1)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.forms import sentences
from tbc.accounts.limits import TooManyTries
from tbc.accounts.proofs import LinkSpent
from tbc.accounts.service.addresses import AddressRefused
from tbc.accounts.views.room import private, spent, turn_away
from tbc.kit.guard import actor, guard, public
from tbc.kit.page import go, page, say
from tbc.organizations.forms.settings import DomainForm
from tbc.organizations.models import DomainProof, Organization
from tbc.organizations.queries.domains import list_domains
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.queries.proving import OfOrganization, find_domain_proof, lock_domain
from tbc.organizations.service import domains as service
from tbc.organizations.service.founding import DomainTaken
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/domains")
@guard(Permission.ORGANIZATION_MANAGE, load=find_organization)
def domains(organization: Organization) -> AnyResponse:
    """The domains that lead here, and the form that adds one."""
    return _list(organization, DomainForm())


@organizations.post("/organizations/<uuid:organization_id>/domains")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_organization)
def ask_proof(organization: Organization) -> AnyResponse:
    """Mail the link that proves a further domain."""
    form = DomainForm()
    if not form.validate():
        return _list(organization, form, status=422)
    email = form.email.data or ""
    try:
        service.ask_proof(actor(), organization, email)
    except TooManyTries as refused:
        turn_away(refused)
    except (AddressRefused, service.AlreadyOurs, DomainTaken) as refused:
        form.email.errors = [_sentence(refused, email)]
        return _list(organization, form, status=422)
    say(gettext("%(email)s に確認のメールを送りました。24時間以内にリンクを開くと追加されます。", email=email))
    return go(url_for("organizations.domains", organization_id=organization.id))


@organizations.post("/organizations/<uuid:organization_id>/domains/<uuid:domain_id>/remove")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_domain)
def remove_domain(found: OfOrganization) -> AnyResponse:
    """Take a domain off."""
    try:
        service.remove_domain(actor(), found)
    except service.LastDomain:
        say(gettext("最後のドメインは外せません。先に別のドメインを追加してください。"), "warn")
    except service.OwnersDomain:
        say(gettext("このドメインの管理者(Owner)がいます。先に管理者の権限を外してください。"), "warn")
    else:
        say(gettext("%(domain)s を外しました。このドメインの方はゲストになりました。", domain=found.domain.domain))
    return go(url_for("organizations.domains", organization_id=found.organization.id))


@organizations.get("/organizations/domains/<token>")
@public
def domain_proof(token: str) -> AnyResponse:
    """The page behind the mailed link; opening it alone changes nothing."""
    found = find_domain_proof(token)
    if found is None or not found[1].is_live or not service.is_open(found[0]):
        return spent("organizations/domain_spent.html")
    return private(_proof_page(*found))


@organizations.post("/organizations/domains/<token>")
@public
def prove_domain(token: str) -> AnyResponse:
    """Whoever reads the domain's mail agrees."""
    found = find_domain_proof(token)
    if found is None:
        return spent("organizations/domain_spent.html")
    try:
        service.prove(actor(), found[0])
    except LinkSpent:
        return spent("organizations/domain_spent.html")
    except DomainTaken:
        return private(page("organizations/domain_spent.html", status=409, taken=found[0].domain))
    return private(page("organizations/domain_proven.html", proof=found[0], ours=list_domains(found[1])[0].domain))


def _list(organization: Organization, form: DomainForm, status: int = 200) -> Response:
    listed = list_domains(organization)
    return page("organizations/domains.html", status=status, organization=organization, form=form, domains=listed)


def _proof_page(proof: DomainProof, organization: Organization) -> Response:
    return page("organizations/prove_domain.html", proof=proof, ours=list_domains(organization)[0].domain)


def _sentence(refused: Exception, email: str) -> str:
    if isinstance(refused, AddressRefused):
        return sentences.of_address(refused.reason, email)
    if isinstance(refused, DomainTaken):
        return str(
            gettext(
                "「%(domain)s」には別の組織があります。ひとつのドメインの組織はひとつだけです。", domain=refused.domain
            )
        )
    return str(gettext("このドメインは、すでにこの組織のドメインです。"))
