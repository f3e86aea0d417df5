"""Many end users from a file: the template, the upload, the preview, and saving all or nothing (ORG-7)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv
from tbc.organizations.bulk.columns import MOST_ROWS, headings, hints
from tbc.organizations.forms.bulk import Saving, Upload
from tbc.organizations.models import CompanyAccount
from tbc.organizations.queries.accounts import find_account
from tbc.organizations.service import bulk
from tbc.organizations.views.room import company_accounts
from tbc.policy import Permission

HERE = "/company-accounts/<uuid:account_id>/end-users/import"
SHOWN = 50


@company_accounts.get(HERE)
@guard(Permission.END_USER_MANAGE, load=find_account)
def import_end_users(account: CompanyAccount) -> Response:
    """The templates and the form for a file."""
    return _upload(account, Upload())


@company_accounts.get(f"{HERE}/template.<any(csv, xlsx):form>")
@guard(Permission.END_USER_MANAGE, load=lambda actor, account_id, form: find_account(actor, account_id))
def end_user_template(_account: CompanyAccount) -> Response:
    """The sheet to fill in."""
    if (request.view_args or {})["form"] == "csv":
        return attachment(stream_csv(headings(), [hints()]), "end-users.csv", CSV_TYPE)
    from tbc.organizations.bulk.template import template  # with openpyxl: six megabytes that few workers need

    return attachment(template(), "end-users.xlsx", XLSX_TYPE)


@company_accounts.post(HERE)
@guard(Permission.END_USER_MANAGE, load=find_account)
def upload_end_users(account: CompanyAccount) -> AnyResponse:
    """Look at a file: what is wrong cell by cell, or what saving it would do."""
    sent = request.files.get("file")
    form = Upload()
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
        return _upload(account, form, status=422)
    problems = bulk.upload(actor(), account, sent.filename, sent.read())
    if problems:
        return _upload(account, form, status=422, problems=problems, file_name=sent.filename)
    return go(url_for("company_accounts.preview_end_users", account_id=account.id))


@company_accounts.get(f"{HERE}/preview")
@guard(Permission.END_USER_MANAGE, load=find_account)
def preview_end_users(account: CompanyAccount) -> AnyResponse:
    """What saving the uploaded file would do."""
    try:
        preview = bulk.look_again(actor(), account)
    except bulk.NothingUploaded:
        return go(url_for("company_accounts.import_end_users", account_id=account.id))
    return _preview(account, preview, Saving(data={"token": preview.token, "way": "skip"}))


@company_accounts.post(f"{HERE}/preview")
@guard(Permission.END_USER_MANAGE, load=find_account)
def save_end_users(account: CompanyAccount) -> AnyResponse:
    """Save all of it, or throw the file away."""
    if request.form.get("act") == "discard":
        bulk.discard(actor(), account)
        say(_("ファイルを破棄しました。何も登録していません。"), "info")
        return go(url_for("company_accounts.import_end_users", account_id=account.id))
    form = Saving(request.form)
    try:
        if not form.validate():
            return _preview(account, bulk.look_again(actor(), account), form, status=422)
        saved = bulk.save(actor(), account, form.way.data, form.token.data or "")
    except bulk.NothingUploaded:
        say(_("登録するファイルがありません。もう一度アップロードしてください。"), "warn")
        return go(url_for("company_accounts.import_end_users", account_id=account.id))
    except bulk.ChangedMeanwhile:
        say(_("確認している間に契約者が変わりました。まだ何も登録していません。もう一度確認してください。"), "warn")
        return go(url_for("company_accounts.preview_end_users", account_id=account.id))
    counts = {"added": saved.added, "changed": saved.changed, "left": saved.left}
    say(_("契約者を%(added)s件登録し、%(changed)s件を書き換えました。%(left)s件はそのままです。", **counts))
    return go(url_for("company_accounts.end_users", account_id=account.id))


def _upload(account: CompanyAccount, form: Upload, status: int = 200, **found: Any) -> Response:
    """`found` is what is wrong with a file: `problems` and its `file_name`."""
    shown: dict[str, Any] = {
        "account": account,
        "form": form,
        "problems": [],
        "shown": SHOWN,
        "most": MOST_ROWS,
    } | found
    return page("company_accounts/import.html", status=status, **shown)


def _preview(account: CompanyAccount, preview: bulk.Preview, form: Saving, status: int = 200) -> Response:
    return page(
        "company_accounts/preview.html", status=status, account=account, preview=preview, form=form, shown=SHOWN
    )
