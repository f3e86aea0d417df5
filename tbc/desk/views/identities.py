"""Parting an account from a partner portal, when its person asks staff for it (PRT-2)."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import get_user
from tbc.desk.forms.users import UnlinkingForm
from tbc.desk.views.room import room
from tbc.desk.views.users import show
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.partners.models import Identity
from tbc.partners.queries.identities import find_identity_of_anybody
from tbc.partners.service import linking
from tbc.partners.views.names import portal_of
from tbc.policy import Permission


@room.post("/users/<uuid:user_id>/identities/<uuid:identity_id>/unlink")
@guard(Permission.USER_MANAGE, load=find_identity_of_anybody, recent=True)
def unlink_identity(identity: Identity) -> AnyResponse:
    """Part them, with the reason; sessions that began at the portal end."""
    form, user = UnlinkingForm(), get_user(identity.user_id)
    if not form.validate():
        return show(user, unlinking=form, status=422)
    portal = portal_of(identity.issuer)
    called = portal.provider.called(user.language) if portal else identity.provider
    linking.unlink(actor(), identity, called, form.unlink_reason.data or "")
    say(_("パートナーポータルとの連携を解除し、ご本人にメールでお知らせしました。"))
    return go(url_for("desk.user", user_id=user.id))
