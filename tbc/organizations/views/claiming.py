"""An organization without an owner, or whose owner is gone: claiming it, asking for it (ORG-9)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.formats import long_date
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.recovering import ClaimForm, RecoveryForm
from tbc.organizations.models import Organization
from tbc.organizations.queries.cases import find_open_case
from tbc.organizations.queries.organizations import find_organization, lock_organization
from tbc.organizations.service import claiming, recovering
from tbc.organizations.views.room import organizations
from tbc.policy import Permission, Role


@organizations.get("/organizations/<uuid:organization_id>/claim")
@guard(Permission.ORGANIZATION_CLAIM, load=find_organization)
def claim(organization: Organization) -> AnyResponse:
    """Make oneself Owner, where there is none."""
    if organization.ownerless_since is None:
        return go(url_for("organizations.recovery", organization_id=organization.id))
    return page("organizations/claim.html", organization=organization, form=ClaimForm())


@organizations.post("/organizations/<uuid:organization_id>/claim")
@guard(Permission.ORGANIZATION_CLAIM, load=lock_organization, recent=True)
def claim_now(organization: Organization) -> AnyResponse:
    """Do it; the first wins."""
    form = ClaimForm()
    if organization.ownerless_since is not None and not form.validate():
        return page("organizations/claim.html", status=422, organization=organization, form=form)
    try:
        case = claiming.claim(actor(), organization)
    except claiming.HasAnOwner:
        say(gettext("この組織には、すでに管理者(Owner)がいます。"), "warn")
        return go(url_for("organizations.recovery", organization_id=organization.id))
    except claiming.AskedEnough:
        form.form_errors.append(_turned_away())
        return page("organizations/claim.html", status=422, organization=organization, form=form)
    day = long_date(case.object_until)
    say(gettext("管理者(Owner)になりました。%(day)sまでは、ほかのメンバーが異議を申し立てられます。", day=day))
    return go(url_for("organizations.record", organization_id=organization.id))


@organizations.get("/organizations/<uuid:organization_id>/recovery")
@guard(Permission.ORGANIZATION_CLAIM, load=find_organization)
def recovery(organization: Organization) -> AnyResponse:
    """Ask for an organization whose owner is gone; one's open case, if there is one."""
    if organization.ownerless_since is not None:
        return go(url_for("organizations.claim", organization_id=organization.id))
    case = find_open_case(actor(), organization)
    if case:
        return go(url_for("organizations.recovery_case", case_id=case.id))
    return _recovery_page(organization, RecoveryForm())


@organizations.post("/organizations/<uuid:organization_id>/recovery")
@guard(Permission.ORGANIZATION_CLAIM, load=lock_organization)
def open_recovery(organization: Organization) -> AnyResponse:
    """Open the case: the owners are told."""
    form = RecoveryForm()
    if not form.validate():
        return _recovery_page(organization, form, status=422)
    try:
        case = recovering.open_case(actor(), organization, form.reason.data or "")
    except recovering.OwnsItAlready:
        return _recovery_page(organization, form, status=422)
    except claiming.AskedEnough:
        form.form_errors.append(_turned_away())
        return _recovery_page(organization, form, status=422)
    except (recovering.HasNoOwner, recovering.AskedAlready):
        return go(url_for("organizations.recovery", organization_id=organization.id))
    say(gettext("引き継ぎを申し立てました。いまの管理者(Owner)にメールで知らせました。"))
    return go(url_for("organizations.recovery_case", case_id=case.id))


def _recovery_page(organization: Organization, form: RecoveryForm, status: int = 200) -> Response:
    owns = Role.OWNER in organization.roles_of(actor())
    return page("organizations/recovery.html", status=status, organization=organization, form=form, owns=owns)


def _turned_away() -> str:
    return str(
        gettext(
            "最近の申し立てが認められなかったか、何度も申し立てられています。30日たってから、もう一度お試しください。"
        )
    )
