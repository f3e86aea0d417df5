"""Check answers, and file: the last page on which anything can still be changed (APP-3, APP-6)."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, current_app, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.applications import checking, differences, queries, rules, summary
from tbc.applications.facts import gather
from tbc.applications.forms.agreement import Agreement
from tbc.applications.models import Application
from tbc.applications.record import step_of
from tbc.applications.rules import Facts
from tbc.applications.sentences import sentence
from tbc.applications.service import filing
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.applications.views import drawing
from tbc.applications.views.room import room
from tbc.catalog.queries import find_supplement
from tbc.kit.entries.problem import Problem
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.legal import versions
from tbc.policy import Permission


@room.get("/applications/<uuid:application_id>/check")
@guard(Permission.APPLICATION_FILE, load=queries.find_application)
def check(application: Application) -> AnyResponse:
    """Everything that will be filed, with what is wrong, what to look at, and what differs from the origin."""
    if not application.is_draft:
        return redirect(url_for("applications.filed", application_id=application.id), 303)
    return _draw(application, Agreement(), gather(application, application.content))


@room.post("/applications/<uuid:application_id>/check")
@guard(Permission.APPLICATION_FILE, load=queries.lock_application)
def file(application: Application) -> AnyResponse:
    """File it. A second click, a second tab or a resent form finds it filed and leads to the same number."""
    form = Agreement(request.form)
    validity = current_app.config["SETTINGS"].number_validity_days
    try:
        filed = filing.file(
            actor(),
            application,
            form.agreed(),
            agreed_version=versions.PRIVACY,
            validity=validity,
            seen=form.seen(),
        )
    except filing.Incomplete as incomplete:
        return _draw(application, form, incomplete.facts, status=422)
    except filing.NotAgreed as refused:
        form.ask_for(refused.missing)
        return _draw(application, form, gather(application, application.content), status=422)
    except filing.ChangedSinceSeen:
        return _draw(application, form, gather(application, application.content), status=409)
    except AccountNotAvailable:
        say(_("会社アカウントが使えなくなったため、申請できませんでした。入力した内容は残っています。"), "warn")
        return go(url_for("applications.move", application_id=application.id))
    except filing.StateHasChanged:
        say(_("訂正元の申請は、もう訂正できない状態になっています。内容を確認してください。"), "warn")
        return go(url_for("applications.check", application_id=application.id))
    return go(url_for("applications.filed", application_id=filed.id))


def _draw(application: Application, form: Agreement, facts: Facts, status: int = 200) -> Response:
    content = application.content
    problems = checking.check(content, facts)
    origin_id = application.copied_from_id or application.corrects_id
    origin = queries.find_application(actor(), origin_id) if origin_id else None
    changed = differences.between(content, origin.content) if origin else {}
    end_user = (content.get("end_user") or {}).get("email") or ""
    return page(
        "applications/check.html",
        status=status,
        application=application,
        blocks=summary.blocks(content, changed, _supplement_names(content, facts)),
        errors=_linked(application, checking.errors(problems), facts),
        warnings=_linked(application, [p for p in problems if p.level == "warning"], facts),
        origin=origin,
        lines_removed=differences.lines_removed(content, origin.content) if origin else 0,
        form=form,
        consent_needed=bool(end_user) and rules.needs_consent(actor().email, end_user),
        task_list=drawing.task_list(application, "check"),
        pressed=status == 422,
        changed=status == 409,
        last_saved=drawing.last_saved(application),
        validity=current_app.config["SETTINGS"].number_validity_days,
    )


def _linked(application: Application, problems: Iterable[Problem], facts: Facts) -> list[tuple[str, str, str]]:
    """(step's title, sentence, address of the field) of each problem."""
    names = {code: _name(code) for code in {p.values["code"] for p in problems if p.path == "supplements"}}
    return [
        (
            str(step_of(problem.path).title),
            sentence(problem, names),
            url_for(
                "applications.step",
                application_id=application.id,
                path=step_of(problem.path).path,
                back="check",
                _anchor=drawing.anchor(problem.path),
            ),
        )
        for problem in problems
    ]


def _supplement_names(content: dict[str, object], facts: Facts) -> tuple[str, ...]:
    items = content.get("items")
    needed = rules.supplements_needed(items if isinstance(items, list) else (), facts)
    return tuple(_name(code) for code in needed if code in facts.uploaded)


def _name(code: str) -> str:
    found = find_supplement(code)
    return found.name if found else code
