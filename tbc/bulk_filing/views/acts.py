"""What can be done with a bulk filing: have it filed, stop it, go on, throw the sheet away."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications.service.filing import NotAgreed
from tbc.bulk_filing import queries, words
from tbc.bulk_filing.forms.filing import Filing
from tbc.bulk_filing.models import BulkFiling
from tbc.bulk_filing.service import filing as service
from tbc.bulk_filing.service import intake
from tbc.bulk_filing.service.intake import StateHasChanged
from tbc.bulk_filing.views.filing import HERE, draw
from tbc.bulk_filing.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, say
from tbc.legal import versions
from tbc.policy import Actor, Permission


@room.post(f"{HERE}/filing")
@guard(Permission.BULK_FILING_RUN, load=queries.lock_filing)
def file(filing: BulkFiling) -> AnyResponse:
    """Have it filed. A second click, a second tab or a resent form finds it begun and leads to it."""
    if filing.state != "checked":
        return go(url_for("bulk_filing.show", filing_id=filing.id))
    form = Filing(request.form)
    if not form.validate():
        return draw(filing, form, status=422)
    agreed, doubles = form.agreed(), bool(form.doubles.data)
    try:
        service.begin(actor(), filing, form.way.data, agreed, doubles=doubles, agreed_version=versions.PRIVACY)
    except service.HasErrors:
        form.way.errors = [_("直すところが残っています。直したファイルを使うか、正しい行だけを申請してください。")]
    except service.NothingToFile:
        form.form_errors = [_("申請できる行がありません。ファイルを直して、もう一度アップロードしてください。")]
    except NotAgreed as refused:
        form.ask_for(refused.missing)
    else:
        return go(url_for("bulk_filing.show", filing_id=filing.id))
    return draw(filing, form, status=422)


@room.post(f"{HERE}/cancellation")
@guard(Permission.BULK_FILING_RUN, load=queries.lock_filing)
def cancel(filing: BulkFiling) -> AnyResponse:
    """Stop; what was filed stays filed."""
    return _changed(filing, service.cancel, _("一括申請を止めました。申請済みの行は、そのままです。"))


@room.post(f"{HERE}/resumption")
@guard(Permission.BULK_FILING_RUN, load=queries.lock_filing)
def resume(filing: BulkFiling) -> AnyResponse:
    """Go on where it was stopped."""
    return _changed(filing, service.resume, _("一括申請の続きを始めました。"))


@room.post(f"{HERE}/discard")
@guard(Permission.BULK_FILING_RUN, load=queries.lock_filing)
def discard(filing: BulkFiling) -> AnyResponse:
    """Throw the sheet away; nothing of it is filed."""
    try:
        intake.discard(actor(), filing)
    except StateHasChanged:
        return _too_late(filing)
    say(_("ファイルを破棄しました。何も申請していません。"), "info")
    return go(url_for("bulk_filing.new"))


def _changed(filing: BulkFiling, act: Callable[[Actor, BulkFiling], object], done: str) -> AnyResponse:
    try:
        act(actor(), filing)
    except StateHasChanged:
        return _too_late(filing)
    say(done)
    return go(url_for("bulk_filing.show", filing_id=filing.id))


def _too_late(filing: BulkFiling) -> AnyResponse:
    say(_("この一括申請は、いま「%(state)s」です。", state=str(words.STATES[filing.state])), "warn")
    return go(url_for("bulk_filing.show", filing_id=filing.id))
