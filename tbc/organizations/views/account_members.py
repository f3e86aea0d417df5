"""Who is in a company account: the list, adding people, roles, removing and leaving (ORG-6)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.organizations.forms.accounts import Words
from tbc.organizations.models import CompanyAccount
from tbc.organizations.queries import account_members as reads
from tbc.organizations.queries.account_members import (
    MemberOf,
    find_account_member,
    find_own_membership,
    lock_account_member,
    lock_own_membership,
)
from tbc.organizations.queries.accounts import find_account, lock_account
from tbc.organizations.queries.paging import Beside
from tbc.organizations.service import account_members as acts
from tbc.organizations.views.room import company_accounts
from tbc.policy import Actor, Permission

LAST = _l(
    "管理者がほかにいません。先に別の担当者を管理者にしてください。組織に管理者(Owner)がいないため、ほかに管理できる方がいません。"
)
ROLES = {"appoint": acts.make_manager, "demote": acts.make_member}
DONE = {
    "appoint": _l("%(name)s さんを会社アカウントの管理者にしました。"),
    "demote": _l("%(name)s さんを担当者にしました。"),
}


@company_accounts.get("/company-accounts/<uuid:account_id>/members")
@guard(Permission.COMPANY_ACCOUNT_READ, load=find_account)
def members(account: CompanyAccount) -> Response:
    """Everybody in the company account, page by page."""
    form = Words(request.args)
    listed = reads.list_account_members(account, form.words, Beside(place("after"), place("before")))
    return page(
        "company_accounts/members.html",
        part="company_accounts/_members.html",
        account=account,
        form=form,
        listed=listed,
        size=reads.PAGE,
    )


@company_accounts.get("/company-accounts/<uuid:account_id>/members/new")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=find_account)
def candidates(account: CompanyAccount) -> Response:
    """People of the organization to choose from."""
    form = Words(request.args)
    found = reads.list_candidates(account, form.words, reads.CANDIDATES + 1)
    return page(
        "company_accounts/candidates.html",
        part="company_accounts/_candidates.html",
        account=account,
        form=form,
        found=found[: reads.CANDIDATES],
        more=len(found) > reads.CANDIDATES,
    )


@company_accounts.post("/company-accounts/<uuid:account_id>/members")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=lock_account)
def add_member(account: CompanyAccount) -> AnyResponse:
    """Add the chosen person."""
    try:
        user = acts.add(
            actor(), account, UUID(request.form.get("user_id", "")), is_manager=request.form.get("role") == "manager"
        )
    except (ValueError, acts.NotInOrganization):
        say(_("この方は組織にいないため、加えられません。先に組織に招待してください。"), "warn")
        return go(url_for("company_accounts.candidates", account_id=account.id))
    say(_("%(name)s さんを加えました。メールでお知らせします。", name=user.name))
    return go(url_for("company_accounts.members", account_id=account.id))


@company_accounts.post("/company-accounts/<uuid:account_id>/membership")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=lock_account)
def join(account: CompanyAccount) -> AnyResponse:
    """An owner gives themself a membership: from now on they see the account's data (audited)."""
    acts.join_as_owner(actor(), account)
    say(_("会社アカウントの管理者になりました。申請と契約者を見られます。この操作は記録に残ります。"))
    return go(url_for("company_accounts.record", account_id=account.id))


def _lock_for_role(actor: Actor, account_id: UUID, user_id: UUID, act: str) -> MemberOf | None:
    return lock_account_member(actor, account_id, user_id) if act in ROLES else None


@company_accounts.post("/company-accounts/<uuid:account_id>/members/<uuid:user_id>/<any(appoint, demote):act>")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=_lock_for_role)
def change_role(of: MemberOf) -> AnyResponse:
    """Make a manager of a member, or a member of a manager."""
    act = (request.view_args or {})["act"]
    try:
        ROLES[act](actor(), of)
    except acts.LastManager:
        say(str(LAST), "warn")
    else:
        say(DONE[act] % {"name": of.user.name})
    return _back(of)


@company_accounts.get("/company-accounts/<uuid:account_id>/members/<uuid:user_id>/removal")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=find_account_member)
def removal(of: MemberOf) -> Response:
    """What removing somebody means."""
    return page("company_accounts/removal.html", of=of, account=of.account)


@company_accounts.post("/company-accounts/<uuid:account_id>/members/<uuid:user_id>/removal")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=lock_account_member)
def remove_member(of: MemberOf) -> AnyResponse:
    """Take somebody out; all that they did stays."""
    return _take_out(of, _("%(name)s さんを会社アカウントから外しました。", name=of.user.name))


@company_accounts.get("/company-accounts/<uuid:account_id>/leaving")
@guard(Permission.COMPANY_ACCOUNT_LEAVE, load=find_own_membership)
def leaving(of: MemberOf) -> Response:
    """What leaving means."""
    return page("company_accounts/leaving.html", of=of, account=of.account)


@company_accounts.post("/company-accounts/<uuid:account_id>/leaving")
@guard(Permission.COMPANY_ACCOUNT_LEAVE, load=lock_own_membership)
def leave(of: MemberOf) -> AnyResponse:
    """Go; what one filed stays with the company account."""
    return _take_out(of, _("会社アカウント「%(name)s」から抜けました。", name=of.account.name))


def _take_out(of: MemberOf, done: str) -> AnyResponse:
    try:
        acts.remove(actor(), of)
    except acts.LastManager:
        say(str(LAST), "warn")
        return _back(of)
    say(done)
    return go(url_for("company_accounts.index")) if of.user.id == actor().user_id else _back(of)


def _back(of: MemberOf) -> AnyResponse:
    return go(url_for("company_accounts.members", account_id=of.account.id))
