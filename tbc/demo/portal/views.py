"""The portal's pages: choose who you are, agree, and go back to the site that asked; sign out everywhere."""

from __future__ import annotations

import time
from typing import Any

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Response, abort, current_app, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tbc.demo.portal.browsers import current, enter, form_token, leave, provider, require_own_form
from tbc.demo.portal.logout import tell_everybody
from tbc.demo.portal.people import Person
from tbc.demo.portal.state import Session
from tbc.kit.language import language

room = Blueprint("portal", __name__, static_folder="static")


@room.get("/")
def index() -> str:
    """Who is signed in, and which sites can be entered from here."""
    return render_template("demo/portal/index.html", session=current(), clients=provider().clients.values())


@room.get("/sign-in")
def sign_in_page() -> str:
    """Choose who you are, without a site that asks."""
    return _people()


@room.post("/sign-in")
def sign_in() -> AnyResponse:
    """Be that person at the portal."""
    require_own_form()
    _enter(request.form.get("person", ""))
    return redirect("/", 303)


@room.post("/sign-out")
def sign_out() -> str:
    """Sign out here and at every site that was entered by the portal."""
    require_own_form()
    session = leave()
    return render_template("demo/portal/signed_out.html", told=tell_everybody(provider(), session) if session else [])


@room.get("/authorize")
def authorize() -> AnyResponse | str:
    """A site sends somebody: ask who they are and whether they agree, unless both is known already."""
    session = _recent_enough(current())
    try:
        grant = _server().get_consent_grant(end_user=session)
    except OAuth2Error as error:
        return _refuse(error)
    if session is None or grant.prompt == "login":
        return _people(asking=grant.client)
    if grant.prompt == "consent" or not _has_consented(session, grant.client.client_id):
        return _ask(session, grant.client)
    return _grant(session, grant)


@room.post("/authorize")
def answer() -> AnyResponse | str:
    """The person has said who they are, or whether they agree."""
    require_own_form()
    try:
        grant = _server().get_consent_grant(end_user=current())
    except OAuth2Error as error:
        return _refuse(error)
    if "person" in request.form:
        session = _enter(request.form["person"])
        return (
            _grant(session, grant) if _has_consented(session, grant.client.client_id) else _ask(session, grant.client)
        )
    session = current() or abort(400)
    if request.form.get("consent") != "yes":
        return _grant(None, grant)
    provider().memory.consents.add((session.person.subject, grant.client.client_id))
    return _grant(session, grant)


@room.get("/end-session")
def end_session() -> AnyResponse | str:
    """A site signs somebody out: by its ID token at once, without one only after a question."""
    try:
        wish = _server().validate_endpoint_request("end_session")
    except OAuth2Error as error:
        return _refuse(error)
    if wish.needs_confirmation:
        return render_template("demo/portal/leave.html", session=current())
    session = current()
    if session and session.sid == wish.id_token_claims.get("sid"):
        leave()
        tell_everybody(provider(), session)
    return (
        redirect(wish.redirect_uri, 303)
        if wish.redirect_uri
        else render_template("demo/portal/signed_out.html", told=[])
    )


@room.post("/token")
def token() -> AnyResponse:
    """The site exchanges the code."""
    return _any(_server().create_token_response())


@room.route("/userinfo", methods=["GET", "POST"])
def userinfo() -> Response:
    """What the site may know of the person."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    found = provider().memory.find_token(value) if scheme.lower() == "bearer" else None
    if found is None:
        refusal = jsonify(error="invalid_token")
        refusal.status_code = 401
        refusal.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return refusal
    return jsonify(provider().userinfo(found.session, found.scope))


@room.get("/jwks")
def jwks() -> Response:
    """The public keys."""
    return jsonify(provider().jwks())


@room.get("/.well-known/openid-configuration")
def discovery() -> Response:
    """Where everything is."""
    return jsonify(provider().discovery())


def _people(asking: Any = None) -> str:
    companies: dict[str, list[Person]] = {}
    for person in provider().people.values():
        companies.setdefault(person.company.name if person.company else "", []).append(person)
    return render_template("demo/portal/people.html", companies=companies, asking=asking, session=current())


def _ask(session: Session, client: Any) -> str:
    return render_template("demo/portal/consent.html", person=session.person, client=client)


def _enter(key: str) -> Session:
    """Whoever was signed in with this browser before has left by this, everywhere."""
    person = provider().people.get(key) or abort(400)
    before = current()
    if before and before.person != person:
        leave()
        tell_everybody(provider(), before)
    return enter(person)


def _recent_enough(session: Session | None) -> Session | None:
    """`session`, unless the site wants a sign-in that is not older than `max_age` seconds."""
    limit = request.args.get("max_age", type=int)
    if session and limit is not None and time.time() - session.auth_time > limit:
        return None
    return session


def _has_consented(session: Session, client_id: str) -> bool:
    return (session.person.subject, client_id) in provider().memory.consents


def _grant(session: Session | None, grant: Any) -> AnyResponse:
    """Back to the site with a code, or with the refusal of the person."""
    return _any(_server().create_authorization_response(grant_user=session, grant=grant))


def _refuse(error: OAuth2Error) -> AnyResponse:
    """Back to the site where the request is at least from there; else the person reads it here."""
    if error.redirect_uri:
        back = _any(_server().handle_error_response(None, error))
        back.location = f"{back.location}&iss={provider().issuer}"
        return back
    return make_response(render_template("demo/portal/refused.html", error=error), 400)


def _server() -> Any:
    return current_app.extensions["authorization_server"]


def _any(response: Any) -> AnyResponse:
    assert isinstance(response, AnyResponse)
    return response


@room.app_context_processor
def _names() -> dict[str, Any]:
    return {"form_token": form_token, "language": language}
