"""What owners set: name, how people come in, second factor, 担当者メール (ORG-3, ORG-5)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.founding import refuse_contact
from tbc.organizations.forms.settings import OTHER, ContactForm, SettingsForm
from tbc.organizations.models import Organization
from tbc.organizations.queries import domains, members
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.service import contact
from tbc.organizations.service import settings as service
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/settings")
@guard(Permission.ORGANIZATION_MANAGE, load=find_organization)
def settings(organization: Organization) -> AnyResponse:
    """The settings."""
    return _settings_page(organization, SettingsForm(obj=organization))


@organizations.post("/organizations/<uuid:organization_id>/settings")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_organization, recent=True)
def change_settings(organization: Organization) -> AnyResponse:
    """Keep them."""
    form = SettingsForm()
    if not form.validate():
        return _settings_page(organization, form, status=422)
    wanted = service.Settings(form.name.data or "", form.joining.data, form.needs_second_factor.data)
    service.change_settings(actor(), organization, wanted)
    say(gettext("組織の設定を変更しました。"))
    return go(url_for("organizations.record", organization_id=organization.id))


@organizations.get("/organizations/<uuid:organization_id>/contact")
@guard(Permission.ORGANIZATION_MANAGE, load=find_organization)
def contact_email(organization: Organization) -> AnyResponse:
    """担当者メール: an owner's address is offered."""
    return _contact_page(organization, _contact_form(organization))


@organizations.post("/organizations/<uuid:organization_id>/contact")
@guard(Permission.ORGANIZATION_MANAGE, load=lock_organization)
def change_contact(organization: Organization) -> AnyResponse:
    """Change it; all members hear of it."""
    form = _contact_form(organization)
    if not form.validate():
        return _contact_page(organization, form, status=422)
    try:
        contact.change_contact(actor(), organization, form.chosen)
    except contact.ContactRefused as refused:
        refuse_contact(form.email, refused)
        return _contact_page(organization, form, status=422)
    say(gettext("担当者メールを変更しました。メンバー全員に、管理者(Owner)とあわせてメールでお知らせします。"))
    return go(url_for("organizations.record", organization_id=organization.id))


def _settings_page(organization: Organization, form: SettingsForm, status: int = 200) -> Response:
    listed = domains.list_domains(organization)
    return page("organizations/settings.html", status=status, organization=organization, form=form, domains=listed)


def _contact_form(organization: Organization) -> ContactForm:
    owners = [owner.email for owner in members.list_owners(organization.id)]
    known = organization.contact_email if organization.contact_email in owners else OTHER
    return ContactForm(owners, owner=known, email="" if known != OTHER else organization.contact_email)


def _contact_page(organization: Organization, form: ContactForm, status: int = 200) -> Response:
    return page("organizations/contact.html", status=status, organization=organization, form=form)
