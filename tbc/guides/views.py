"""Help in the browser: the guides and their search."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from tbc.guides.contents import GUIDES, find_guide
from tbc.guides.passages import list_passages
from tbc.guides.search import search
from tbc.kit.assets import STATIC
from tbc.kit.guard import public
from tbc.kit.language import language
from tbc.kit.page import page

room = Blueprint("guides", __name__)


@room.app_template_global()
def help_picture(name: str) -> str | None:
    """The path below `static` of a screenshot in the reader's language; None while there is none."""
    path = f"img/help/{language()}/{name}.png"
    return path if (STATIC / path).is_file() else None


@room.get("/help")
@public
def index() -> Response:
    """The guides, or the passages that contain what is searched for (HLP-1)."""
    words = request.args.get("q", "").strip()[:100]
    return page(
        "guides/index.html",
        part="guides/_found.html",
        guides=GUIDES,
        titles={guide.name: guide.title for guide in GUIDES},
        words=words,
        hits=search(list_passages(language()), words),
    )


@room.get("/help/<name>")
@public
def guide(name: str) -> Response:
    """One guide, with its headings beside it."""
    found = find_guide(name)
    if found is None:
        abort(404)
    headings = [passage for passage in list_passages(language()) if passage.guide == name]
    return page("guides/guide.html", guide=found, headings=headings, language_parts=found.templates(language()))
