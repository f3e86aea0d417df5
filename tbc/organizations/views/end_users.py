"""The end users of a company account: list, one, new, changed, archived (ORG-7)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.entries.address import fill_address, places_of
from tbc.kit.entries.checking import read_fields
from tbc.kit.entries.party import PARTY, typed_again
from tbc.kit.entries.sentences import SENTENCES, sentence
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.organizations.forms.end_users import EndUserFilters, EndUserForm, filled, typed
from tbc.organizations.models import CompanyAccount, EndUser
from tbc.organizations.queries import end_users as reads
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.queries.end_users import Kept, find_in_account, lock_in_account
from tbc.organizations.queries.paging import Beside
from tbc.organizations.service import end_users as acts
from tbc.organizations.views.room import company_accounts
from tbc.policy import Permission

ALL = "/company-accounts/<uuid:account_id>/end-users"
ONE = f"{ALL}/<uuid:end_user_id>"


@company_accounts.get(ALL)
@guard(Permission.END_USER_READ, load=find_account)
def end_users(account: CompanyAccount) -> Response:
    """The account's end users by kana, page by page."""
    form = EndUserFilters(request.args)
    beside = Beside(place("after"), place("before"))
    listed = reads.list_end_users(account, form.words, beside, archived=form.archived)
    return page(
        "company_accounts/end_users.html",
        part="company_accounts/_end_users.html",
        account=account,
        form=form,
        listed=listed,
        asked={"q": form.words or None, "state": form.state.data or None},
        size=reads.PAGE,
    )


@company_accounts.get(f"{ALL}/new")
@guard(Permission.END_USER_MANAGE, load=find_account)
def new_end_user(account: CompanyAccount) -> Response:
    """The empty form."""
    return _form(account, None, filled({}))


@company_accounts.post(ALL)
@guard(Permission.END_USER_MANAGE, load=find_account)
def register_end_user(account: CompanyAccount) -> AnyResponse:
    """Keep a new end user."""
    section = typed(request.form)
    if _looks_up(section):
        return _form(account, None, filled(section), looked_up=True)
    try:
        end_user = acts.register(actor(), account, section)
    except acts.EndUserFaulty as faulty:
        return _form(account, None, filled(_read(section), problems=faulty.problems), status=422)
    except acts.EndUserKnown as known:
        return _form(account, None, _with_known(filled(_read(section)), known), status=422)
    return _saved(account, end_user, _("契約者「%(name)s」を登録しました。", name=end_user.corporate_name))


@company_accounts.get(ONE)
@guard(Permission.END_USER_READ, load=find_in_account)
def end_user(kept: Kept) -> Response:
    """One end user as it is kept."""
    by = reads.name_of_changer(kept.end_user)
    return page("company_accounts/end_user.html", account=kept.account, end_user=kept.end_user, by=by, entries=PARTY)


@company_accounts.get(f"{ONE}/edit")
@guard(Permission.END_USER_MANAGE, load=find_in_account)
def edit_end_user(kept: Kept) -> Response:
    """The form with what is kept."""
    return _form(kept.account, kept.end_user, filled(kept.end_user.content, kept.end_user.version))


@company_accounts.post(f"{ONE}/edit")
@guard(Permission.END_USER_MANAGE, load=lock_in_account)
def change_end_user(kept: Kept) -> AnyResponse:
    """Keep what was typed, unless a colleague was first: then the reader chooses."""
    account, end_user, section = kept.account, kept.end_user, typed(request.form)
    version = request.form.get("version", 0, type=int)
    if _looks_up(section):
        return _form(account, end_user, filled(section, version), looked_up=True)
    try:
        acts.change(actor(), account, end_user, section, version)
    except acts.EndUserFaulty as faulty:
        return _form(account, end_user, filled(_read(section), version, faulty.problems), status=422)
    except acts.EndUserKnown as known:
        return _form(account, end_user, _with_known(filled(_read(section), version), known), status=422)
    except acts.ChangedMeanwhile as conflict:
        return _conflict(kept, _read(section), conflict)
    return _saved(account, end_user, _("契約者「%(name)s」を保存しました。", name=end_user.corporate_name))


@company_accounts.post(f"{ONE}/archive")
@guard(Permission.END_USER_MANAGE, load=lock_in_account)
def archive_end_user(kept: Kept) -> AnyResponse:
    """Offer it no longer in applications."""
    acts.archive(actor(), kept.account, kept.end_user)
    say(_("契約者「%(name)s」を保管しました。申請では選べなくなります。", name=kept.end_user.corporate_name))
    return _to(kept.account, kept.end_user)


@company_accounts.post(f"{ONE}/restore")
@guard(Permission.END_USER_MANAGE, load=lock_in_account)
def restore_end_user(kept: Kept) -> AnyResponse:
    """Offer it again."""
    try:
        acts.restore(actor(), kept.account, kept.end_user)
    except acts.EndUserKnown:
        say(_("同じ法人番号と所属部署の契約者が使用中のため、戻せません。"), "warn")
    else:
        say(_("契約者「%(name)s」を戻しました。申請で選べます。", name=kept.end_user.corporate_name))
    return _to(kept.account, kept.end_user)


def _form(
    account: CompanyAccount, end_user: EndUser | None, form: EndUserForm, *, looked_up: bool = False, status: int = 200
) -> Response:
    places, picked = places_of(form.end_user.data) if looked_up else (None, None)
    return page(
        "company_accounts/end_user_form.html",
        status=status,
        account=account,
        end_user=end_user,
        form=form,
        places=places,
        picked=picked,
    )


def _looks_up(section: dict[str, Any]) -> bool:
    """Whether a button under the postal code was pressed: then the address is filled in, and nothing is saved."""
    act, _colon, of = request.form.get("act", "").partition(":")
    if act not in {"look-up", "place"} or of != acts.SECTION:
        return False
    fill_address(section, request.form.get(f"{acts.SECTION}-place", "") if act == "place" else "")
    return True


def _read(section: dict[str, Any]) -> dict[str, Any]:
    return read_fields(PARTY, section)


def _with_known(form: EndUserForm, known: acts.EndUserKnown) -> EndUserForm:
    text = _(
        "同じ法人番号と所属部署の契約者「%(name)s」が登録されています。そちらを編集するか、所属部署で区別してください。",
        name=known.known.corporate_name,
    )
    form.end_user.form["corporate_number"].errors = [text]
    return form


def _conflict(kept: Kept, mine: dict[str, Any], conflict: acts.ChangedMeanwhile) -> Response:
    """Both side by side where they differ."""
    theirs = conflict.theirs
    rows = [(entry, mine[entry.name], theirs.get(entry.name, "")) for entry in PARTY]
    return page(
        "company_accounts/conflict.html",
        status=409,
        account=kept.account,
        end_user=kept.end_user,
        rows=[(entry, own, other) for entry, own, other in rows if own != other],
        mine=typed_again(mine),
        conflict=conflict,
    )


def _saved(account: CompanyAccount, end_user: EndUser, text: str) -> AnyResponse:
    say(text)
    for problem in acts.warnings(end_user):
        say(sentence(SENTENCES[problem.code], problem, ""), "warn")
    return _to(account, end_user)


def _to(account: CompanyAccount, end_user: EndUser) -> AnyResponse:
    return go(url_for("company_accounts.end_user", account_id=account.id, end_user_id=end_user.id))
