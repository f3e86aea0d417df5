"""Merging two organizations of one domain: choosing the way, seeing what moves, doing and undoing it (ORG-8)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tbc.kit.db import session
from tbc.kit.formats import long_date
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.forms.merging import MergeForm
from tbc.organizations.models import Merge, Organization
from tbc.organizations.queries.cases import is_contested
from tbc.organizations.queries.merging import (
    MOST_SHOWN,
    Pair,
    find_merge,
    find_pair,
    list_merges,
    list_twins,
    lock_merge,
    lock_pair,
    preview,
)
from tbc.organizations.queries.organizations import find_organization
from tbc.organizations.service import merging as service
from tbc.organizations.views.room import organizations
from tbc.policy import Permission


@organizations.get("/organizations/<uuid:organization_id>/merge")
@guard(Permission.ORGANIZATION_MERGE, load=find_organization)
def merge(organization: Organization) -> AnyResponse:
    """The other organizations of its domains, and which way each may be merged; what was merged lately."""
    twins, merges = list_twins(actor(), organization), list_merges(organization)
    return page("organizations/merge.html", organization=organization, twins=twins, merges=merges)


@organizations.get("/organizations/<uuid:organization_id>/merge/<uuid:source_id>")
@guard(Permission.ORGANIZATION_MERGE, load=find_pair)
def merge_preview(pair: Pair) -> AnyResponse:
    """What would move, and where the two disagree."""
    return _preview_page(pair, MergeForm())


@organizations.post("/organizations/<uuid:organization_id>/merge/<uuid:source_id>")
@guard(Permission.ORGANIZATION_MERGE, load=lock_pair, recent=True)
def merge_now(pair: Pair) -> AnyResponse:
    """Do it."""
    form = MergeForm()
    if not form.validate():
        return _preview_page(pair, form, status=422)
    try:
        done = service.merge(actor(), pair)
    except service.Contested:
        return _preview_page(pair, form, status=422)
    say(gettext("統合しました。%(day)sまでは、元に戻せます。", day=long_date(done.undo_until)))
    return go(url_for("organizations.record", organization_id=pair.target.id))


@organizations.get("/organizations/merges/<uuid:merge_id>/undo")
@guard(Permission.ORGANIZATION_MERGE, load=find_merge)
def merge_undo(done: Merge) -> AnyResponse:
    """What goes back, and what stays."""
    return _undo_page(done)


@organizations.post("/organizations/merges/<uuid:merge_id>/undo")
@guard(Permission.ORGANIZATION_MERGE, load=lock_merge, recent=True)
def undo_merge(done: Merge) -> AnyResponse:
    """Undo it."""
    try:
        service.undo(actor(), done)
    except (service.TooLateToUndo, service.Contested):
        return _undo_page(done, status=422)
    say(gettext("統合を取り消しました。2つの組織に戻りました。"))
    return go(url_for("organizations.index"))


def _preview_page(pair: Pair, form: MergeForm, status: int = 200) -> Response:
    return page(
        "organizations/merge_preview.html",
        status=status,
        form=form,
        pair=pair,
        target=pair.target,
        source=pair.source,
        preview=preview(pair),
        contested=is_contested(pair.target, pair.source),
        shown=MOST_SHOWN,
    )


def _undo_page(done: Merge, status: int = 200) -> Response:
    target, source = session.get_one(Organization, done.into_id), session.get_one(Organization, done.from_id)
    return page(
        "organizations/merge_undo.html",
        status=status,
        done=done,
        target=target,
        source=source,
        may_undo=service.can_undo(done, source, target),
        contested=is_contested(target),
    )
