"""The demo's pages: people to sign in as, and the mailbox. They exist only where the demo runs."""

from __future__ import annotations

import pyotp
from flask import Blueprint, Response, abort, current_app, make_response, request, url_for
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from tbc.accounts import totp
from tbc.accounts.models import User
from tbc.accounts.views.room import let_in
from tbc.demo import mailbox
from tbc.demo.deliveries import doors
from tbc.demo.people import BY_KEY, PASSWORD, PEOPLE, TOTP_SECRET
from tbc.demo.portal import people as portal_people
from tbc.demo.portal.beside import KEY
from tbc.demo.workbooks import OFFERED
from tbc.kit.assets import asset
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.files import attachment
from tbc.kit.guard import public
from tbc.kit.page import page
from tbc.kit.security import POLICY

room = Blueprint("demo", __name__, url_prefix="/demo")

# Only the page of a letter may frame anything: the letter, which brings a style sheet of its own. Nothing in it runs or
# is sent, and nothing is loaded but the portal's fonts; a link in it opens in the whole window.
LETTER_SHEETS = ("css/fonts.css", "css/demo-letter.css")
LETTER_PAGE = f"{POLICY}; frame-src 'self'"
LETTER = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'none'; "
    "object-src 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-top-navigation-by-user-activation"
)


@room.get("")
@public
def index() -> Response:
    """Who there is to sign in as."""
    return page(
        "demo/index.html",
        people=PEOPLE,
        password=PASSWORD,
        workbooks=OFFERED,
        app=_app(),
        partner_portal=_partner_portal(),
        partners=portal_people.PEOPLE,
        doors=doors(),
    )


@room.get("/workbooks/<name>")
@public
def workbook(name: str) -> Response:
    """A legacy workbook to upload as staff."""
    if name not in OFFERED:
        abort(404)
    return attachment(OFFERED[name].body(), OFFERED[name].name, "application/octet-stream")


@room.post("/sign-in")
@public
def sign_in() -> AnyResponse:
    """Be one of the demo's people from now on, by one click."""
    person = BY_KEY.get(request.form.get("person", ""))
    user = session.scalars(select(User).where(User.email == person.email)).one_or_none() if person else None
    if user is None or user.disabled_at:
        abort(404)
    return let_in(user, None, factor="totp" if person and person.has_app else None)


@room.get("/mail")
@public
def mails() -> Response:
    """What has arrived, for one of the people or for everybody."""
    to = request.args.get("to", "")
    found, before = mailbox.list_mails(to, request.args.get("before", type=int))
    older = url_for("demo.mails", to=to or None, before=before) if before else None
    return page("demo/mails.html", mails=found, to=to, older=older, people=PEOPLE, size=mailbox.PAGE)


@room.get("/mail/<int:mail_id>")
@public
def mail(mail_id: int) -> Response:
    """One letter: as HTML in a frame of its own, as text, and its attachments."""
    response = page("demo/mail.html", mail=_mail(mail_id))
    response.headers["Content-Security-Policy"] = LETTER_PAGE
    return response


@room.get("/mail/<int:mail_id>/letter")
@public
def letter(mail_id: int) -> Response:
    """The HTML of a letter, as its sender wrote it; what it may do stands in its policy."""
    sheets = "".join(f'<link rel="stylesheet" href="{asset(name)}">' for name in LETTER_SHEETS)
    response = make_response(_mail(mail_id).html.replace("</head>", f'<base target="_top">{sheets}</head>', 1))
    response.headers["Content-Security-Policy"] = LETTER
    return response


@room.get("/mail/<int:mail_id>/files/<int:position>")
@public
def file(mail_id: int, position: int) -> Response:
    """One attachment."""
    files = _mail(mail_id).files
    if position >= len(files):
        abort(404)
    name, mimetype, content = files[position]
    return attachment(content, name, mimetype)


def _app() -> dict[str, str]:
    """What the authenticator app of the demo's staff shows: the code of the moment, and how to have it in one's own."""
    return {
        "code": pyotp.TOTP(TOTP_SECRET).at(now()),
        "groups": totp.grouped(TOTP_SECRET),
        "picture": Markup(totp.picture(TOTP_SECRET, "demo")),  # noqa: S704  # made by segno, which draws and quotes nothing
    }


def _partner_portal() -> str:
    """Where the demo's partner portal is; empty where the demo's pages are shown without it."""
    providers = current_app.config["SETTINGS"].partner_providers
    return next((one.issuer for one in providers if one.key == KEY), "")


def _mail(mail_id: int) -> mailbox.Mail:
    found = mailbox.find_mail(mail_id)
    if found is None:
        abort(404)
    return found
