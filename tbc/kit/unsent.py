"""What was typed and could not be taken, as the session, the page or a confirmation had expired: never lost."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

from tbc.kit.db import SAFE_METHODS

# Secrets are typed again, and the page's own fields are made anew.
_TOKEN = "csrf_token"  # noqa: S105  # a field's name
_SECRET = ("password", "totp", "confirmation-")


def is_ours() -> bool:
    """Whether the browser itself says that a form of this site sent the request.

    Only then are its fields handed back: from another site they would be somebody else's words in the reader's mouth.
    """
    if request.method in SAFE_METHODS:
        return False
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == urlsplit(current_app.config["SETTINGS"].base_url).netloc


def fields(*, act: bool = False) -> list[tuple[str, str]]:
    """The sent fields as (name, text), in their order, with the button that sent them if `act` is to go on.

    Files have to be chosen again.
    """
    ours = {_TOKEN} if act else {_TOKEN, "act"}
    sent = request.form.items(multi=True)
    return [(name, text) for name, text in sent if name not in ours and not name.startswith(_SECRET)]


def wants_json() -> bool:
    """Whether the script that saves while typing asks: it shows a sentence and keeps the page."""
    return request.accept_mimetypes.best == "application/json"
