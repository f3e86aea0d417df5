"""Asking for other contacts in a contract, and taking that back (CON-2)."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.entries.address import fill_address, places_of
from tbc.kit.guard import actor, guard
from tbc.kit.language import language
from tbc.kit.page import go, page, say
from tbc.licenses.forms.changing import ContactsForm, filled, read, typed
from tbc.licenses.models import License
from tbc.licenses.queries import find_license, lock_license
from tbc.licenses.queries.history import get_parties
from tbc.licenses.service import changing
from tbc.licenses.showing import changed_blocks, with_changes
from tbc.licenses.views.room import room
from tbc.policy import Permission
from tbc.requests.service import AlreadyDecided


@room.get("/contracts/<uuid:license_id>/change")
@guard(Permission.LICENSE_ASK_CHANGE, load=find_license)
def change(license_: License) -> Response:
    """The contacts as they are, to be changed; or the change that waits for staff."""
    if license_.state != "active":
        abort(404)
    if waiting := changing.find_open(license_):
        parties = get_parties(license_).parties
        was = with_changes(parties, waiting.asked["was"])
        blocks = changed_blocks(with_changes(was, waiting.asked["changes"]), was)
        return page("licenses/change_waits.html", license=license_, waiting=waiting, blocks=blocks)
    return _form(license_, filled(get_parties(license_).parties, license_.parties_version))


@room.post("/contracts/<uuid:license_id>/change")
@guard(Permission.LICENSE_ASK_CHANGE, load=lock_license)
def ask_change(license_: License) -> AnyResponse:
    """Put the change before staff."""
    sections, version = typed(request.form), request.form.get("version", 0, type=int)
    also_others = "also_others" in request.form
    act, _colon, party = request.form.get("act", "").partition(":")
    if act in {"look-up", "place"} and party in {"end_user", "support_contact"}:
        fill_address(sections[party], request.form.get(f"{party}-place", "") if act == "place" else "")
        return _form(license_, filled(sections, version, also_others=also_others), looked_up=party)
    content, problems = read(sections)
    if problems:
        return _form(license_, filled(content, version, also_others=also_others, problems=problems), status=422)
    try:
        changing.ask(actor(), license_, content, version, also_others=also_others, language=language())
    except changing.NothingChanged:
        form = filled(content, version, also_others=also_others)
        form.form_errors.append(_("変更された項目がありません。変更する項目を入力してください。"))
        return _form(license_, form, status=422)
    except (changing.ChangedMeanwhile, changing.AlreadyAsked, changing.LicenseGone):
        say(_("その間に契約の内容が変わりました。内容を確認して、もう一度お申し込みください。"), "warn")
        return go(url_for("licenses.record", license_id=license_.id))
    say(_("連絡先の変更を申し込みました。担当者が確認し、結果をメールでお知らせします。"))
    return go(url_for("licenses.record", license_id=license_.id))


@room.post("/contracts/<uuid:license_id>/change/withdraw")
@guard(Permission.LICENSE_ASK_CHANGE, load=lock_license)
def withdraw_change(license_: License) -> AnyResponse:
    """Take the change back that waits."""
    try:
        changing.withdraw(actor(), license_)
        say(_("変更の申し込みを取り下げました。"))
    except AlreadyDecided:
        say(_("この申し込みは、もう処理されています。"), "warn")
    return go(url_for("licenses.record", license_id=license_.id))


def _form(license_: License, form: ContactsForm, status: int = 200, looked_up: str = "") -> Response:
    found: dict[str, Any] = {"places": None, "picked": None}
    if looked_up:
        found["places"], found["picked"] = places_of(form.data[looked_up])
    return page("licenses/change.html", status=status, license=license_, form=form, looked_up=looked_up, **found)
