"""The queue of requests: what waits, what the portal knows of it, and deciding (DLV-5, DLV-6)."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.audit.queries import list_about
from tbc.deliveries.service import answering
from tbc.deliveries.service.reissuing import NotElectronic, OrderCancelled
from tbc.desk.forms.requests import ALL_STATES, RequestSearch, SettlingForm, settling_form
from tbc.desk.queries import requests as queries
from tbc.desk.queries.licenses import concerned
from tbc.desk.queries.renewals import unextended
from tbc.desk.views.room import room
from tbc.kit.clock import today
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.licenses.service.changing import LicenseGone
from tbc.licenses.service.claiming import TargetNotAvailable
from tbc.orders.service.changes import AddressUnfit, AlreadyShipped
from tbc.organizations.queries.paging import Beside
from tbc.policy import Permission
from tbc.renewals.service.reviewing import NotExtendable
from tbc.renewals.words import OBSTACLES
from tbc.requests.models import Request
from tbc.requests.rules import OUTCOMES, reference_of
from tbc.requests.service import AlreadyDecided, ChangedMeanwhile, ImpossibleOutcome
from tbc.requests.words import KIND_WORDS, REQUESTER_WORDS, STATE_WORDS

# These are about a delivery or an order; the others about a license.
DELIVERED = frozenset({"resend", "inquiry", "delivery-email", "bounce"})


@room.get("/requests")
@guard(Permission.REQUEST_READ)
def requests() -> Response:
    """What waits, the first due first; or what was decided, by kind, state, person and words."""
    return page("desk/requests/index.html", part="desk/requests/_list.html", **_queue())


@room.get("/requests/<uuid:request_id>")
@guard(Permission.REQUEST_READ, load=queries.find_staffs)
def request_record(asked: Request) -> Response:
    """One request beside the queue: what was asked, what it may be about, and what can be decided."""
    return _record_page(asked, settling_form(asked))


@room.post("/requests/<uuid:request_id>")
@guard(Permission.REQUEST_DECIDE, load=queries.lock_staffs)
def settle_request(asked: Request) -> AnyResponse:
    """Decide it."""
    form = settling_form(asked, request.form)
    answer = form.answer(asked, request.form.get("act", ""), request.form.get("version", ""))
    if answer is None:
        return _record_page(asked, form, status=422)
    try:
        answering.settle(actor(), asked, answer)
    except AlreadyDecided:
        say(_("この依頼は、すでに終わっています。"), "info")
        return go(url_for("desk.request_record", request_id=asked.id))
    except ChangedMeanwhile:
        form.form_errors.append(_("ほかの担当者がこの依頼を変えました。いまの内容を確かめて、もう一度決めてください。"))
        return _record_page(asked, form, status=409)
    except tuple(_REFUSALS) as refused:
        form.form_errors.append(str(_REFUSALS[type(refused)]))
        return _record_page(asked, form, status=422)
    say(_("決定しました。依頼した方にメールで知らせます。") if asked.requester else _("決定しました。"))
    return go(url_for("desk.requests"))


_REFUSALS: dict[type[Exception], Any] = {
    answering.NothingChosen: _l("対象の納品を選んでください。まだ出荷していない注文は、再送できません。"),
    NotElectronic: _l("この納品は電子納品ではないため、送るメールがありません。"),
    OrderCancelled: _l("この注文は取り消されているため、再送できません。お断りしてください。"),
    AlreadyShipped: _l("この注文は出荷済みか取り消し済みです。納品を選んでください。"),
    AddressUnfit: _l("アドレスの形を確認してください。例: name@example.co.jp"),
    LicenseGone: _l("対象のライセンスがないか、終了しています。ライセンスIDを確認して、お断りしてください。"),
    TargetNotAvailable: _l("引き取り先の会社アカウントは閉鎖されています。お断りしてください。"),
    NotExtendable: _l("このライセンスは延長できません。取り消されたか、入金の消込が取り消されました。"),
    ImpossibleOutcome: _l("この依頼では、その決定はできません。"),
}


def _record_page(asked: Request, form: SettlingForm, status: int = 200) -> Response:
    number = request.args.get("number", "").strip()[:60]
    return page(
        "desk/requests/record.html",
        status=status,
        **_queue(),
        form=form,
        asked=asked,
        number=number,
        reference=reference_of(asked.id),
        candidates=queries.compare(asked, number) if asked.kind in DELIVERED else [],
        letter=queries.find_letter(asked),
        concerned=concerned(asked),
        paid=unextended(asked),
        obstacles=OBSTACLES,
        outcomes=OUTCOMES[asked.kind] if asked.state == "open" else (),
        requester_words=REQUESTER_WORDS,
        events=list_about("request", asked.id),
    )


def _queue() -> dict[str, Any]:
    search = RequestSearch(request.args)
    staff = queries.list_staff()
    wanted = search.wanted(staff)
    return {
        "search": search,
        "wanted": wanted,
        "found": queries.list_requests(wanted, Beside(place("after"), place("before"))),
        "people": dict(staff),
        "kinds": KIND_WORDS,
        "states": ALL_STATES,
        "state_words": STATE_WORDS,
        "today": today(),
        "size": queries.PAGE,
    }
