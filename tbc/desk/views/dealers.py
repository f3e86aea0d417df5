"""Dealers on the desk: listed, looked at, made, edited, closed (PRT-4, PRT-5)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.queries.dealers import count_by_state, list_naming
from tbc.applications.record import KINDS
from tbc.catalog.labels import UNITS
from tbc.desk.queries.dealers import domain_of_organization, list_events, list_orders_of
from tbc.desk.views.room import room
from tbc.kit.clock import now, today
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.phrases import lazy as _l
from tbc.kit.places import place
from tbc.licenses.queries.due import list_due_of_dealer
from tbc.licenses.words import STATES as LICENSE_STATES
from tbc.orders.words import DRAWN
from tbc.organizations.queries.paging import Beside
from tbc.partners import words
from tbc.partners.forms.dealers import STATES, ClosingForm, DealerForm, DealerSearch, NameForm
from tbc.partners.models import Dealer
from tbc.partners.queries import dealers as queries
from tbc.partners.queries.chain import chain_of
from tbc.partners.rules.dealers import is_odd_tier
from tbc.partners.service import dealers as service
from tbc.policy import Permission


@room.get("/dealers")
@guard(Permission.DEALER_READ)
def dealers() -> Response:
    """The dealers by kana, found by any of their names, by tier and by state."""
    form = DealerSearch(request.args)
    found = queries.list_dealers(form.wanted(), Beside(place("after"), place("before")))
    return page(
        "desk/dealers/index.html", part="desk/dealers/_list.html", form=form, found=found, wanted=form.wanted(),
        tiers=words.TIER_NAMES, states=STATES, size=queries.PAGE,
    )  # fmt: skip


@room.get("/dealers/<uuid:dealer_id>")
@guard(Permission.DEALER_READ, load=queries.find_dealer)
def dealer(dealer: Dealer) -> Response:
    """One dealer: its names, its place in the chain, the applications that name it, and what happened to it."""
    return record_page(dealer, NameForm())


@room.get("/dealers/new")
@guard(Permission.DEALER_EDIT)
def new_dealer() -> Response:
    """The form of a new dealer, with the name that was asked for."""
    return _form_page(None, DealerForm(data={"name": request.args.get("name", "")[:120], "tier": "2"}))


@room.post("/dealers/new")
@guard(Permission.DEALER_EDIT)
def make_dealer() -> AnyResponse:
    """Make it."""
    form = DealerForm()
    queries.hold_dealers()
    try:
        if not form.validate():
            return _form_page(None, form, status=422)
        made = service.make(actor(), form.details())
    except (service.NameTaken, service.NumberTaken) as taken:
        return _taken(None, form, taken)
    say(_("「%(name)s」を登録しました。続けて、別名と仕入先を加えられます。", name=made.name))
    return go(url_for("desk.dealer", dealer_id=made.id))


@room.get("/dealers/<uuid:dealer_id>/edit")
@guard(Permission.DEALER_EDIT, load=queries.find_unmerged)
def edit_dealer(dealer: Dealer) -> Response:
    """The form of a dealer."""
    return _form_page(dealer, DealerForm.of(dealer, domain_of_organization(dealer.organization_id)))


@room.post("/dealers/<uuid:dealer_id>/edit")
@guard(Permission.DEALER_EDIT, load=queries.lock_dealer)
def change_dealer(dealer: Dealer) -> AnyResponse:
    """Change it, unless somebody else has done so meanwhile."""
    form = DealerForm()
    sent = form.version.data or ""
    try:
        if not form.validate():
            return _form_page(dealer, form, status=422)
        changed = service.change(actor(), dealer, form.details(), int(sent) if sent.isdecimal() else 0)
    except (service.NameTaken, service.NumberTaken) as taken:
        return _taken(dealer, form, taken)
    except service.TooManyNames:
        form.name.errors = [_("名前が多すぎます。使わない別名を外してから、変えてください。")]
        return _form_page(dealer, form, status=422)
    except service.ChangedMeanwhile:
        form.version.data = str(dealer.version)
        return _form_page(dealer, form, status=409, conflict=dealer)
    say(_("内容を変えました。") if changed else _("変えたところはありません。"), "ok" if changed else "info")
    return go(url_for("desk.dealer", dealer_id=dealer.id))


@room.get("/dealers/<uuid:dealer_id>/close")
@guard(Permission.DEALER_EDIT, load=queries.find_unmerged)
def closing_dealer(dealer: Dealer) -> Response:
    """What closing means, and the form for the reason."""
    return page("desk/dealers/close.html", dealer=dealer, form=ClosingForm())


@room.post("/dealers/<uuid:dealer_id>/close")
@guard(Permission.DEALER_EDIT, load=queries.lock_dealer)
def close_dealer(dealer: Dealer) -> AnyResponse:
    """Offer it to nobody from now on."""
    form = ClosingForm()
    if not form.validate():
        return page("desk/dealers/close.html", status=422, dealer=dealer, form=form)
    service.close(actor(), dealer, form.reason.data or "")
    say(_("「%(name)s」を閉じました。申請の画面の候補に出なくなります。", name=dealer.name))
    return go(url_for("desk.dealer", dealer_id=dealer.id))


@room.post("/dealers/<uuid:dealer_id>/reopen")
@guard(Permission.DEALER_EDIT, load=queries.lock_dealer)
def reopen_dealer(dealer: Dealer) -> AnyResponse:
    """Offer it again."""
    service.reopen(actor(), dealer)
    say(_("「%(name)s」を再開しました。", name=dealer.name))
    return go(url_for("desk.dealer", dealer_id=dealer.id))


def record_page(dealer: Dealer, form: NameForm, status: int = 200) -> Response:
    """The page of a dealer; `form` is that of another synonym."""
    chain = chain_of(dealer)
    events = list_events(dealer.id)
    counts = count_by_state(dealer.id)
    return page(
        "desk/dealers/record.html",
        status=status,
        dealer=dealer,
        form=form,
        names=queries.list_names(dealer.id),
        chain=chain,
        odd=[kin for kin in chain.upstreams if is_odd_tier(dealer.tier, kin.tier)],
        tiers=words.TIER_NAMES,
        counts=counts,
        states=dict.fromkeys(state for _part, state in sorted(counts)),
        latest=list_naming(dealer.id) if counts else (),
        kinds=KINDS,
        parts=PART_NAMES,
        orders=list_orders_of(dealer.id) if counts else (),
        drawn=DRAWN,
        due=list_due_of_dealer(dealer.id, DUE) if counts else None,
        units=UNITS,
        license_states=LICENSE_STATES,
        today=today(),
        moment=now(),
        merges=queries.list_merges(dealer) if not dealer.merged_into_id else (),
        events=[(event, words.ACTS.get(event.act, event.act), words.about(event)) for event in events],
    )


DUE = 5
PART_NAMES = {"reseller": _l("販売店"), "distributor": _l("代理店")}


def _form_page(dealer: Dealer | None, form: DealerForm, status: int = 200, conflict: Dealer | None = None) -> Response:
    return page("desk/dealers/form.html", status=status, dealer=dealer, form=form, conflict=conflict)


def _taken(dealer: Dealer | None, form: DealerForm, taken: service.NameTaken | service.NumberTaken) -> Response:
    if isinstance(taken, service.NameTaken):
        form.name.errors = [
            _(
                "この名前は「%(name)s」が使っています。同じ会社なら、統合するか別名を確かめてください。",
                name=taken.dealer,
            )
        ]
    else:
        form.corporate_number.errors = [
            _("この法人番号は「%(name)s」の番号です。番号を確かめてください。", name=taken.dealer)
        ]
    return _form_page(dealer, form, status=422)
