"""What staff decide about organizations: recoveries, and requests that no owner answered (ORG-9)."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts.queries import get_user
from tbc.desk.forms.organizations import GRANT, DecisionForm
from tbc.desk.queries import recoveries as queries
from tbc.desk.views.room import room
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.organizations.models import Organization, RecoveryCase
from tbc.organizations.queries.asking import Asked
from tbc.organizations.queries.members import list_owners
from tbc.organizations.service import deciding, escalated
from tbc.organizations.service.joining import NoLongerColleague, RequestClosed
from tbc.organizations.service.recovering import CaseClosed
from tbc.policy import Permission


@room.get("/recoveries")
@guard(Permission.RECOVERY_READ)
def recoveries() -> Response:
    """The queue, the most pressing first."""
    return page("desk/recoveries.html", waiting=queries.list_waiting())


@room.get("/recoveries/<uuid:case_id>")
@guard(Permission.RECOVERY_READ, load=queries.find_case)
def recovery(case: RecoveryCase) -> Response:
    """One case."""
    return _case_page(case, DecisionForm())


@room.post("/recoveries/<uuid:case_id>")
@guard(Permission.RECOVERY_DECIDE, load=queries.lock_case, recent=True)
def decide_recovery(case: RecoveryCase) -> AnyResponse:
    """Decide it, with a reason."""
    form = DecisionForm()
    if not form.validate():
        return _case_page(case, form, status=422)
    try:
        if form.decision.data == GRANT:
            deciding.grant(actor(), case, form.reason.data or "", others_stay=not form.others_go.data)
        else:
            deciding.refuse(actor(), case, form.reason.data or "")
    except deciding.TooEarly:
        return _refused(case, form, _("異議の期限までは認められません。期限のあとで決定してください。"))
    except deciding.NoColleague:
        return _refused(
            case, form, _("この方は、もうこの組織のドメインの方ではありません。「認めない」を選んでください。")
        )
    except CaseClosed:
        say(_("この申し立ては、すでに終わっています。"), "warn")
        return go(url_for("desk.recovery", case_id=case.id))
    say(_("決定しました。関係する方にメールで知らせます。"))
    return go(url_for("desk.recoveries"))


@room.get("/recoveries/requests/<uuid:request_id>")
@guard(Permission.RECOVERY_READ, load=queries.find_request)
def escalated_request(asked: Asked) -> Response:
    """A request that no owner answered."""
    return _request_page(asked, DecisionForm())


@room.post("/recoveries/requests/<uuid:request_id>")
@guard(Permission.RECOVERY_DECIDE, load=queries.lock_request, recent=True)
def decide_request(asked: Asked) -> AnyResponse:
    """Decide it in the owners' place."""
    form = DecisionForm()
    if not form.validate():
        return _request_page(asked, form, status=422)
    try:
        escalated.decide(actor(), asked, approved=form.decision.data == GRANT, reason=form.reason.data or "")
    except NoLongerColleague:
        form.form_errors.append(
            str(_("この方は、もうこの組織のドメインの方ではありません。「認めない」を選んでください。"))
        )
        return _request_page(asked, form, status=422)
    except RequestClosed:
        say(_("この申し込みは、すでに終わっています。"), "warn")
        return go(url_for("desk.escalated_request", request_id=asked.request.id))
    say(_("決定しました。関係する方にメールで知らせます。"))
    return go(url_for("desk.recoveries"))


def _refused(case: RecoveryCase, form: DecisionForm, text: str) -> Response:
    form.form_errors.append(text)
    return _case_page(case, form, status=422)


def _case_page(case: RecoveryCase, form: DecisionForm, status: int = 200) -> Response:
    return page(
        "desk/recovery.html",
        status=status,
        case=case,
        form=form,
        at=now(),
        organization=session.get_one(Organization, case.organization_id),
        owners=list_owners(case.organization_id),
        person=get_user(case.user_id),
        objector=get_user(case.objected_by_id) if case.objected_by_id else None,
    )


def _request_page(asked: Asked, form: DecisionForm, status: int = 200) -> Response:
    owners = list_owners(asked.organization.id)
    return page("desk/escalated_request.html", status=status, asked=asked, form=form, owners=owners)
