"""An owner helps a member of the own domain who has lost their second factors (ACC-3)."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import held
from tbc.accounts.service import factor_resets
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.organizations.forms.asking import reason_field
from tbc.organizations.queries.members import Membership, find_membership, lock_membership
from tbc.organizations.views.room import organizations
from tbc.policy import Permission

PATH = "/organizations/<uuid:organization_id>/members/<uuid:user_id>/reset-factors"


class LostFactorsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why somebody's second factors go."""

    reason = reason_field(
        _l("リセットの理由"), _l("どのような依頼があり、どのように本人と確かめたかを入力してください。記録に残ります。")
    )


@organizations.get(PATH)
@guard(Permission.ORGANIZATION_MANAGE, load=find_membership)
def lost_factors(membership: Membership) -> AnyResponse:
    """What a reset means, and why it is asked for."""
    return _page(membership, LostFactorsForm(), 200)


@organizations.post(PATH)
@guard(Permission.ORGANIZATION_MANAGE, load=lock_membership, recent=True)
def reset_factors(membership: Membership) -> AnyResponse:
    """Decide it; a guest belongs to another domain, whose owner decides."""
    form = LostFactorsForm()
    if not form.validate():
        return _page(membership, form, 422)
    if membership.member.standing == "guest" or membership.user.kind == "staff":
        say(gettext("ゲストの方の二段階認証は、その方の組織の管理者か弊社の担当がリセットします。"), "warn")
        return _back(membership)
    try:
        factor_resets.decide(actor(), membership.user, form.reason.data or "")
    except factor_resets.OwnFactors:
        say(gettext("ご自分の二段階認証はリセットできません。ほかの管理者か弊社の担当に依頼してください。"), "warn")
    except factor_resets.NothingToReset:
        say(gettext("この方は二段階認証を設定していません。"), "info")
    except factor_resets.AlreadyDecided:
        say(gettext("リセットはすでに決まっています。"), "info")
    else:
        say(gettext("リセットを決定し、ご本人にメールでお知らせしました。24時間後に行われます。"))
    return _back(membership)


def _page(membership: Membership, form: LostFactorsForm, status: int) -> AnyResponse:
    has, reset = held.factors_of(membership.user.id), held.find_open_reset(membership.user.id)
    return page(
        "organizations/lost_factors.html", status=status, form=form, membership=membership, has=has, reset=reset
    )


def _back(membership: Membership) -> AnyResponse:
    organization, user = membership.organization, membership.user
    return go(url_for("organizations.person", organization_id=organization.id, user_id=user.id))
