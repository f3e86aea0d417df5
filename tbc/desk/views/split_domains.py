"""Domains below which each sub-domain is an organization of its own, such as a prefecture's (ORG-1)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.desk.forms.organizations import SplitForm
from tbc.desk.queries import organizations as queries
from tbc.desk.views.room import room
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.models import SplitDomain
from tbc.organizations.service import splitting as service
from tbc.policy import Permission


@room.get("/split-domains")
@guard(Permission.RECOVERY_READ)
def split_domains() -> Response:
    """The split domains, with the reason of each."""
    return _split_page(SplitForm())


@room.post("/split-domains")
@guard(Permission.RECOVERY_DECIDE)
def split_domain() -> AnyResponse:
    """Split another."""
    form = SplitForm()
    if not form.validate():
        return _split_page(form, status=422)
    try:
        row = service.split(actor(), form.domain.data or "", form.reason.data or "")
    except (service.NoDomain, service.SplitAlready):
        form.domain.errors = [_("このドメインは、すでに分けてあります。")]
        return _split_page(form, status=422)
    say(_("%(domain)s を分けました。下のドメインごとに組織を作れます。", domain=row.domain))
    return go(url_for("desk.split_domains"))


@room.post("/split-domains/<domain>/join")
@guard(Permission.RECOVERY_DECIDE, load=queries.find_split_domain)
def join_domain(row: SplitDomain) -> AnyResponse:
    """Let a split domain be one again."""
    service.join(actor(), row)
    say(_("%(domain)s を、ひとつのドメインに戻しました。", domain=row.domain))
    return go(url_for("desk.split_domains"))


def _split_page(form: SplitForm, status: int = 200) -> Response:
    return page("desk/split_domains.html", status=status, form=form, rows=queries.list_split_domains())
