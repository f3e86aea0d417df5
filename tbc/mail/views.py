"""The staff's page of mails: what became of each, and sending a failed one again (MAI-1)."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.audit.queries import list_about
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.mail import queries, service
from tbc.mail.forms import STATE_WORDS, MailSearch
from tbc.mail.models import Letter
from tbc.mail.rules import SENT_ONCE, without_secrets
from tbc.policy import Permission

room = Blueprint("mail", __name__, url_prefix="/desk/mail")


@room.get("")
@guard(Permission.MAIL_READ)
def index() -> Response:
    """The letters, the newest first, by state and address."""
    form = MailSearch(request.args)
    wanted = form.wanted
    return page(
        "desk/mail/index.html",
        part="desk/mail/_found.html",
        form=form,
        wanted=wanted,
        words=STATE_WORDS,
        found=queries.get_page(wanted, place("older"), place("newer")),
        size=queries.PAGE,
    )


@room.get("/<uuid:letter_id>")
@guard(Permission.MAIL_READ, load=queries.find_letter)
def letter(letter: Letter) -> Response:
    """One letter: its words without one-time links, and what became of it."""
    return page(
        "desk/mail/letter.html",
        letter=letter,
        words=STATE_WORDS,
        text=without_secrets(letter.body_text),
        subject=without_secrets(letter.subject),
        bounces=queries.list_bounces([letter.id]),
        resends=list_about("letter", letter.id),
        is_sent_once=letter.kind in SENT_ONCE,
    )


@room.post("/<uuid:letter_id>")
@guard(Permission.MAIL_RESEND, load=queries.find_letter)
def resend(letter: Letter) -> AnyResponse:
    """Try a failed letter again."""
    try:
        service.resend(actor(), letter)
    except service.LetterNotFailed:
        say(_("このメールは送信に失敗していないため、もう一度送る必要はありません。"), "info")
    except service.LetterSentOnce:
        say(_("この種類のメールは再送しません。"), "info")
    else:
        say(_("もう一度送ります。送信の結果は、この画面で確認してください。"))
    return go(url_for("mail.letter", letter_id=letter.id))
