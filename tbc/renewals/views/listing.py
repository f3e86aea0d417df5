"""The list of licenses to renew: several are chosen, each with its product and years; prices and tax show at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.limits import TooManyTries
from tbc.accounts.views.room import turn_away
from tbc.applications.queries import Reach, reach_of
from tbc.catalog.labels import UNITS
from tbc.kit.clock import today
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor, guard
from tbc.kit.ids import new_id
from tbc.kit.language import language
from tbc.kit.page import go, page, say, wants_part
from tbc.kit.places import day_place, written
from tbc.licenses.queries.listing import Listed
from tbc.policy import Permission
from tbc.renewals import words
from tbc.renewals.forms.choosing import ListForm, of_address, of_form
from tbc.renewals.forms.choosing import written as chosen_in_address
from tbc.renewals.queries.candidates import Choice, candidates
from tbc.renewals.queries.listing import PAGE, list_numbered, list_renewable
from tbc.renewals.rules import MOST_LINES, new_end
from tbc.renewals.service import choosing
from tbc.renewals.totals import summed
from tbc.renewals.views.room import room

_WORDS = {"days_to": words.days_to, "new_end": new_end, "reasons": words.REASONS, "units": UNITS}


@room.get("/renewals")
@guard(Permission.RENEWAL_LIST)
def index() -> Response:
    """The licenses of one owner, soonest end first, and what is chosen of them."""
    return _page(ListForm(request.args), reach_of(actor()), of_address(request.args))


@room.post("/renewals")
@guard(Permission.RENEWAL_START)
def choose() -> AnyResponse:
    """What was ticked: shown again with prices, more looked up by serial, or begun as one renewal."""
    form, reach, chosen = ListForm(request.form), reach_of(actor()), of_form(request.form)
    form.offer(reach)
    act = request.form.get("act", "")
    if act == "begin":
        return _begin(form, reach, chosen)
    if act == "add":
        return _add(form, reach, chosen)
    if wants_part():
        answer = _page(form, reach, chosen)
        # Reloading and going back find what was chosen.
        answer.headers["HX-Replace-Url"] = _address(form, chosen)
        return answer
    return go(url_for("renewals.index", **form.asked(), choice=chosen_in_address(chosen)))


def _begin(form: ListForm, reach: Reach, chosen: list[Choice]) -> AnyResponse:
    try:
        token = UUID(request.form.get("token", ""))
    except ValueError:
        token = new_id()
    try:
        renewal = choosing.begin(actor(), form.owner, reach.managed, chosen, token, language())
    except choosing.NothingChosen:
        form.form_errors.append(_("更新するライセンスを選んでください。"))
    except choosing.TooManyChosen:
        form.form_errors.append(_("一度に選べるライセンスは%(most)s件までです。", most=MOST_LINES))
    except choosing.ChosenGone as gone:
        numbers = _("、").join(gone.numbers)
        form.form_errors.append(
            _("%(numbers)s は、選んだ内容では更新できません。選び直してください。", numbers=numbers)
        )
    else:
        return go(url_for("renewals.payer", renewal_id=renewal.id))
    return _page(form, reach, chosen, 422)


def _add(form: ListForm, reach: Reach, chosen: list[Choice]) -> AnyResponse:
    """What is not found, is another's or cannot be one is answered alike, and counts alike."""
    try:
        number = choosing.look_up(actor(), form.owner, form.code() or "-")
    except TooManyTries as refused:
        turn_away(refused)
    if number is None:
        form.serial.errors = [
            _(
                "この番号のライセンスは見つかりません。番号と会社アカウントを確認してください。ライセンスは先に引き取ってください。"
            )
        ]
        keep_changes()
        return _page(form, reach, chosen, 422)
    say(_("ライセンス %(number)s を一覧に加えました。", number=number))
    return go(url_for("renewals.index", **form.asked(), choice=chosen_in_address([*chosen, Choice(number)])))


def _page(form: ListForm, reach: Reach, chosen: Sequence[Choice], status: int = 200) -> Response:
    form.offer(reach)
    is_managed = form.owner is None or form.owner in reach.managed
    rows, listed = _rows(form, chosen)
    found = candidates(rows, chosen, today(), is_managed=is_managed)
    picked = [(one, one.chosen) for one in found.values() if one.chosen]
    kept = [Choice(one.row.license_id, offer.product_code, offer.years) for one, offer in picked]
    more = [Choice(number) for number, one in found.items() if not (one.why or one.chosen or one.waiting)]
    return page(
        "renewals/index.html",
        part="renewals/_choice.html",
        status=status,
        form=form,
        found=list(found.values()),
        picked=picked,
        sums=summed((one.row.product_name, one.row.quantity, offer) for one, offer in picked),
        is_managed=is_managed,
        has_accounts=bool(reach.accounts),
        token=new_id(),
        all_url=_address(form, [*kept, *more][:MOST_LINES]) if more else None,
        none_url=_address(form, []),
        **_WORDS,
        today=today(),
        **_pages(form, kept, listed),
    )


def _rows(form: ListForm, chosen: Sequence[Choice]) -> tuple[list[Any], Listed]:
    """What is chosen, wherever it stands in the list, and then the page of the list."""
    after, before = day_place(request.args, "after"), day_place(request.args, "before")
    listed = list_renewable(actor(), form.wanted(), after=after, before=before)
    named = list_numbered(actor(), form.owner, [one.number for one in chosen])
    seen = {row.license_id for row in named}
    return [*named, *(row for row in listed.rows if row.license_id not in seen)], listed


def _address(form: ListForm, chosen: Sequence[Choice], **more: Any) -> str:
    return url_for("renewals.index", **form.asked(), choice=chosen_in_address(chosen), **more)


def _pages(form: ListForm, kept: Sequence[Choice], listed: Listed) -> dict[str, Any]:
    return {
        "newer": _address(form, kept, before=written(listed.newer)) if listed.newer else None,
        "older": _address(form, kept, after=written(listed.older)) if listed.older else None,
        "size": PAGE,
    }
