"""The template to fill in, and the upload of a sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.applications.forms.account import OFFERED
from tbc.applications.queries import Reach, reach_of
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.bulk_filing.forms.upload import Template, Upload
from tbc.bulk_filing.reading import SheetFaulty
from tbc.bulk_filing.rules import LARGEST, MOST_APPLICATIONS
from tbc.bulk_filing.service import intake
from tbc.bulk_filing.template import csv_rows, prefilled
from tbc.bulk_filing.views.room import room
from tbc.catalog.queries import list_eligible
from tbc.kit.choices import choices
from tbc.kit.db import keep_changes
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page
from tbc.kit.places import identity
from tbc.kit.sheets import CSV_TYPE, XLSX_TYPE, stream_csv
from tbc.organizations.models import EndUser
from tbc.organizations.queries.end_users import find_offered, list_offered
from tbc.policy import Permission

# What a list in a spreadsheet still shows; the columns take any product's code.
PRODUCTS_LISTED = 1_000


@room.get("/new")
@guard(Permission.APPLICATION_START)
def new() -> Response:
    """The template and the form for a sheet; `?account=` and `?end_user=` fill the template in."""
    form, reach = Upload(), reach_of(actor())
    form.offer(reach, request.args.get("account", ""))
    return _draw(form, reach)


@room.get("/template.<any(csv, xlsx):form>")
@guard(Permission.APPLICATION_START)
def template(form: str) -> Response:
    """The sheet to fill in, with the chosen end user in its first row."""
    products = list_eligible(None, None, limit=PRODUCTS_LISTED)
    if form == "csv":
        return attachment(stream_csv(*csv_rows(products)), "applications.csv", CSV_TYPE)
    from tbc.bulk_filing.template.workbook import workbook  # with openpyxl: six megabytes that few workers need

    reach = reach_of(actor())
    end_user = _end_user(request.args.get("end_user"))
    named = reach.accounts.get(end_user.account_id) if end_user else None
    filled = prefilled(named, end_user.content) if end_user and named else None
    return attachment(workbook(products, reach.accounts.values(), filled), "applications.xlsx", XLSX_TYPE)


@room.post("")
@guard(Permission.APPLICATION_START)
def upload() -> AnyResponse:
    """Look at a sheet, and lead to what was found in it."""
    form, reach = Upload(request.form), reach_of(actor())
    form.offer(reach)
    if request.form.get("act") == "search":
        return _draw(form, reach)
    answered, sent = form.is_answered(reach), request.files.get("file")
    if not sent or not sent.filename:
        form.file.errors = [_("ファイルを選んでください。")]
    elif answered:
        try:
            filing = intake.upload(actor(), sent.filename, sent.read(LARGEST + 1), form.account_id())
            return go(url_for("bulk_filing.show", filing_id=filing.id))
        except SheetFaulty as faulty:
            form.file.errors = [str(faulty)]
            keep_changes()
        except AccountNotAvailable:
            form.company_account.errors = [_("この会社アカウントは使えなくなりました。")]
        except TooManyTries as refused:
            turn_away(refused)
    return _draw(form, reach, status=422)


def _draw(form: Upload, reach: Reach, status: int = 200) -> Response:
    account, end_users = request.args.get("account", ""), []
    if reach.has(account):
        end_users = [(str(row.id), row.corporate_name) for row in list_offered(actor(), UUID(account), "", OFFERED)]
    for_template = Template(data={"account": account, "end_user": request.args.get("end_user", "")})
    named = [(str(own), name) for own, name in reach.accounts.items()]
    for_template.account.choices = choices([("", _("選択してください")), *_with(named, account)])
    for_template.end_user.choices = choices([("", _("なし")), *end_users])
    values: dict[str, Any] = {"has_accounts": bool(reach.accounts), "many": len(reach.accounts) > OFFERED}
    return page(
        "bulk_filing/new.html",
        status=status,
        form=form,
        prefilling=for_template,
        end_users=end_users,
        most=MOST_APPLICATIONS,
        megabytes=LARGEST // 1024 // 1024,
        **values,
    )


def _with(named: list[tuple[str, str]], account: str) -> list[tuple[str, str]]:
    """The first of many accounts, and the one that is chosen."""
    return [*named[:OFFERED], *(pair for pair in named[OFFERED:] if pair[0] == account)]


def _end_user(typed: str | None) -> EndUser | None:
    own = identity(typed)
    return find_offered(actor(), own) if own else None
