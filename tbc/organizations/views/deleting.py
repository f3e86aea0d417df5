"""Deleting an organization, and bringing it back within thirty days (ORG-10)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.clock import now
from tbc.kit.formats import long_date
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.deleting import DeletionForm
from tbc.organizations.models import Organization
from tbc.organizations.queries.cases import is_contested
from tbc.organizations.queries.deleted import count_contents, find_deleted, lock_deleted
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.rules import UNDO
from tbc.organizations.service import deleting as service
from tbc.organizations.service.merging import Contested
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/delete")
@guard(Permission.ORGANIZATION_DELETE, load=find_organization)
def deletion(organization: Organization) -> AnyResponse:
    """What goes and what stays."""
    return _deletion_page(organization, DeletionForm(organization.name))


@organizations.post("/organizations/<uuid:organization_id>/delete")
@guard(Permission.ORGANIZATION_DELETE, load=lock_organization, recent=True)
def delete(organization: Organization) -> AnyResponse:
    """Delete it; for thirty days it can be brought back."""
    form = DeletionForm(organization.name)
    if not form.validate():
        return _deletion_page(organization, form, status=422)
    try:
        service.delete(actor(), organization)
    except Contested:
        return _deletion_page(organization, form, status=422)
    day = long_date(organization.purge_at)
    say(gettext("組織「%(name)s」を削除しました。%(day)sまでは、元に戻せます。", name=organization.name, day=day))
    return go(url_for("organizations.restoration", organization_id=organization.id))


@organizations.get("/organizations/<uuid:organization_id>/restore")
@guard(Permission.ORGANIZATION_DELETE, load=find_deleted)
def restoration(organization: Organization) -> AnyResponse:
    """Until when it can be brought back."""
    return page("organizations/restore.html", organization=organization)


@organizations.post("/organizations/<uuid:organization_id>/restore")
@guard(Permission.ORGANIZATION_DELETE, load=lock_deleted)
def restore(organization: Organization) -> AnyResponse:
    """Bring it back as it was."""
    service.restore(actor(), organization)
    say(gettext("組織「%(name)s」を元に戻しました。", name=organization.name))
    return go(url_for("organizations.record", organization_id=organization.id))


def _deletion_page(organization: Organization, form: DeletionForm, status: int = 200) -> Response:
    return page(
        "organizations/delete.html",
        status=status,
        organization=organization,
        form=form,
        contents=count_contents(organization),
        contested=is_contested(organization),
        purge_at=now() + UNDO,
    )
