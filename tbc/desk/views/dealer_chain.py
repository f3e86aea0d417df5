"""Names and upstreams of a dealer on the desk: added, taken away, chosen as default (PRT-4)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.views.dealers import record_page
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.queries.paging import Beside
from tbc.partners import words
from tbc.partners.forms.dealers import NameForm, WordsForm
from tbc.partners.models import Dealer, DealerName
from tbc.partners.queries import dealers as queries
from tbc.partners.queries.dealers import Wanted
from tbc.partners.rules.dealers import NAMES_AT_MOST, UPSTREAMS_AT_MOST, is_odd_tier
from tbc.partners.service import chain as chain_service
from tbc.partners.service import dealers as service
from tbc.policy import Actor, Permission


def find_edge(actor: Actor, dealer_id: UUID, upstream_id: UUID) -> tuple[Dealer, UUID] | None:
    """A dealer, held for a change, with the id of one of its upstreams."""
    dealer = queries.lock_dealer(actor, dealer_id)
    return (dealer, upstream_id) if dealer else None


def find_named(actor: Actor, dealer_id: UUID, name_id: UUID) -> tuple[Dealer, DealerName] | None:
    """A dealer, held for a change, with one of its names."""
    dealer = queries.lock_dealer(actor, dealer_id)
    name = queries.find_name(dealer_id, name_id) if dealer else None
    return (dealer, name) if dealer and name else None


@room.post("/dealers/<uuid:dealer_id>/names")
@guard(Permission.DEALER_EDIT, load=queries.lock_dealer)
def add_dealer_name(dealer: Dealer) -> AnyResponse:
    """Another name by which it is found, and which applications may have."""
    form = NameForm()
    if not form.validate():
        return record_page(dealer, form, status=422)
    try:
        service.add_name(actor(), dealer, form.name.data or "", form.kana.data or "")
    except service.NameTaken as taken:
        form.name.errors = [
            _("この名前は「%(name)s」が使っています。同じ会社なら、統合してください。", name=taken.dealer)
        ]
        return record_page(dealer, form, status=422)
    except service.TooManyNames:
        form.name.errors = [_("名前は%(most)sまでです。使わない別名を外してください。", most=NAMES_AT_MOST)]
        return record_page(dealer, form, status=422)
    say(_("別名「%(name)s」を加えました。この名前の申請も、この会社の申請になります。", name=form.name.data))
    return go(url_for("desk.dealer", dealer_id=dealer.id, _anchor="names"))


@room.post("/dealers/<uuid:dealer_id>/names/<uuid:name_id>/remove")
@guard(Permission.DEALER_EDIT, load=find_named)
def remove_dealer_name(named: tuple[Dealer, DealerName]) -> AnyResponse:
    """Take a synonym away."""
    dealer, name = named
    if name.is_main:
        say(_("会社名は外せません。「会社の内容を変える」で変えてください。"), "warn")
    else:
        service.remove_name(actor(), dealer, name)
        say(_("別名「%(name)s」を外しました。", name=name.name))
    return go(url_for("desk.dealer", dealer_id=dealer.id, _anchor="names"))


@room.get("/dealers/<uuid:dealer_id>/upstreams")
@guard(Permission.DEALER_EDIT, load=queries.find_unmerged)
def dealer_upstreams(dealer: Dealer) -> Response:
    """Dealers from whom it may buy, found by words."""
    form = WordsForm(request.args)
    asked = (form.q.data or "")[:120]
    found = queries.list_dealers(Wanted(asked, state="live"), Beside()) if asked else None
    return page("desk/dealers/upstreams.html", part="desk/dealers/_upstream_choices.html", dealer=dealer, form=form,
                found=found, tiers=words.TIER_NAMES)  # fmt: skip


@room.post("/dealers/<uuid:dealer_id>/upstreams/<uuid:upstream_id>")
@guard(Permission.DEALER_EDIT, load=find_edge)
def add_dealer_upstream(edge: tuple[Dealer, UUID]) -> AnyResponse:
    """Let it buy from there, unless that closes a circle."""
    dealer, upstream_id = edge
    upstream = queries.find_dealer(actor(), upstream_id)
    back = go(url_for("desk.dealer", dealer_id=dealer.id, _anchor="chain"))
    if upstream is None or not upstream.is_live:
        say(_("この会社は、仕入先にできません。"), "warn")
        return back
    try:
        chain_service.add_upstream(actor(), dealer, upstream)
    except chain_service.ClosesCircle as circle:
        way = " → ".join(circle.names)
        say(_("「%(name)s」は仕入先にできません。仕入れが一周します: %(way)s", name=upstream.name, way=way), "warn")
    except chain_service.TooManyUpstreams:
        say(_("仕入先は%(most)s社までです。使わない仕入先を外してください。", most=UPSTREAMS_AT_MOST), "warn")
    else:
        say(_("仕入先に「%(name)s」を加えました。", name=upstream.name))
        if is_odd_tier(dealer.tier, upstream.tier):
            say(
                _("「%(name)s」の段階が、この会社より上ではありません。段階を確かめてください。", name=upstream.name),
                "warn",
            )
    return back


@room.post("/dealers/<uuid:dealer_id>/upstreams/<uuid:upstream_id>/remove")
@guard(Permission.DEALER_EDIT, load=find_edge)
def remove_dealer_upstream(edge: tuple[Dealer, UUID]) -> AnyResponse:
    """Let it buy from there no longer."""
    dealer, upstream_id = edge
    chain_service.remove_upstream(actor(), dealer, upstream_id)
    say(_("仕入先を外しました。"))
    return go(url_for("desk.dealer", dealer_id=dealer.id, _anchor="chain"))


@room.post("/dealers/<uuid:dealer_id>/upstreams/<uuid:upstream_id>/default")
@guard(Permission.DEALER_EDIT, load=find_edge)
def choose_default_upstream(edge: tuple[Dealer, UUID]) -> AnyResponse:
    """Propose that one as distributor."""
    dealer, upstream_id = edge
    chain_service.choose_default(actor(), dealer, upstream_id)
    say(_("標準の仕入先を変えました。申請の画面で、代理店の候補のはじめに出ます。"))
    return go(url_for("desk.dealer", dealer_id=dealer.id, _anchor="chain"))
