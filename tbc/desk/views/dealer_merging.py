"""Dealers that may be one company: suggested, merged, apart again; and names that no dealer bears (PRT-4)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.queries.dealers import PAGE, count_by_state, list_unknown
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.queries.paging import Beside
from tbc.partners import words
from tbc.partners.forms.dealers import MergingForm, WordsForm
from tbc.partners.models import Dealer, DealerMerge
from tbc.partners.queries import dealers as queries
from tbc.partners.queries.dealers import Wanted
from tbc.partners.rules.dealers import NAMES_AT_MOST
from tbc.partners.service import merging as service
from tbc.partners.service.dealers import TooManyNames
from tbc.policy import Actor, Permission

Pair = tuple[Dealer, Dealer]


def find_pair(actor: Actor, dealer_id: UUID, into_id: UUID) -> Pair | None:
    """Two dealers, of which neither was merged: the one that goes, and the one that stays."""
    source, target = queries.find_unmerged(actor, dealer_id), queries.find_unmerged(actor, into_id)
    return (source, target) if source and target and source.id != target.id else None


def lock_pair(actor: Actor, dealer_id: UUID, into_id: UUID) -> Pair | None:
    """As `find_pair`, held for the merge."""
    return find_pair(actor, dealer_id, into_id) if queries.lock_dealer(actor, dealer_id) else None


@room.get("/dealers/duplicates")
@guard(Permission.DEALER_READ)
def duplicate_dealers() -> Response:
    """Pairs that may be one company."""
    return page("desk/dealers/duplicates.html", pairs=queries.list_doubles(), most=queries.PAGE)


@room.get("/dealers/<uuid:dealer_id>/merge")
@guard(Permission.DEALER_EDIT, load=queries.find_unmerged)
def merging_dealer(dealer: Dealer) -> Response:
    """The dealers into which it may go, found by words."""
    form = WordsForm(request.args)
    asked = (form.q.data or "")[:120]
    found = queries.list_dealers(Wanted(asked), Beside()) if asked else None
    return page("desk/dealers/merge.html", part="desk/dealers/_merge_choices.html", dealer=dealer, form=form,
                found=found, tiers=words.TIER_NAMES)  # fmt: skip


@room.get("/dealers/<uuid:dealer_id>/merge/<uuid:into_id>")
@guard(Permission.DEALER_EDIT, load=find_pair)
def merge_preview(pair: Pair) -> Response:
    """What moves, what falls away, what differs."""
    return _preview(pair, MergingForm())


@room.post("/dealers/<uuid:dealer_id>/merge/<uuid:into_id>")
@guard(Permission.DEALER_EDIT, load=lock_pair)
def merge_dealers(pair: Pair) -> AnyResponse:
    """Merge them, with the reason."""
    source, target = pair
    form = MergingForm()
    if not form.validate():
        return _preview(pair, form, status=422)
    try:
        service.merge(actor(), source, target, form.reason.data or "")
    except TooManyNames:
        form.reason.errors = [_("名前が合わせて%(most)sを超えます。使わない別名を外してください。", most=NAMES_AT_MOST)]
        return _preview(pair, form, status=422)
    say(_("「%(name)s」に統合しました。30日以内なら取り消せます。", name=target.name))
    return go(url_for("desk.dealer", dealer_id=target.id))


@room.post("/dealers/merges/<uuid:merge_id>/undo")
@guard(Permission.DEALER_EDIT, load=queries.find_merge)
def undo_dealer_merge(merge: DealerMerge) -> AnyResponse:
    """Bring the merged one back."""
    try:
        back = service.undo(actor(), merge)
    except service.TooLateToUndo:
        say(_("この統合は、もう取り消せません。"), "warn")
        return go(url_for("desk.dealer", dealer_id=merge.into_id))
    say(_("統合を取り消しました。「%(name)s」は、ふたたび別の会社です。", name=back.name))
    return go(url_for("desk.dealer", dealer_id=back.id))


@room.get("/dealers/unknown")
@guard(Permission.DEALER_READ)
def unknown_dealers() -> Response:
    """The names in filed applications that no dealer bears."""
    after = request.args.get("after", "")[:240]
    found, more = list_unknown(after)
    return page("desk/dealers/unknown.html", found=found, more=more, after=after, size=PAGE)


@room.get("/dealers/for-name")
@guard(Permission.DEALER_EDIT)
def dealer_for_name() -> Response:
    """Whose synonym a name is: dealers found by words, each with the button that gives it the name."""
    name = request.args.get("name", "")[:120]
    form = WordsForm(request.args)
    asked = (form.q.data or "")[:120]
    found = queries.list_dealers(Wanted(asked), Beside()) if asked else None
    return page("desk/dealers/for_name.html", part="desk/dealers/_bearer_choices.html", name=name, form=form,
                found=found, tiers=words.TIER_NAMES)  # fmt: skip


def _preview(pair: Pair, form: MergingForm, status: int = 200) -> Response:
    source, target = pair
    return page(
        "desk/dealers/merge_preview.html",
        status=status,
        source=source,
        target=target,
        form=form,
        preview=service.look(source, target),
        applications=sum(count_by_state(source.id).values()),
        tiers=words.TIER_NAMES,
        fields=words.FIELD_NAMES,
    )
