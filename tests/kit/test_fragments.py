"""What is drawn once for all readers: by what it is given, and by the language."""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from tbc.kit.fragments import once
from tbc.kit.language import speaking
from tbc.kit.phrases import lazy


class _Drawing:
    def __init__(self) -> None:
        self.drawn: list[tuple[object, ...]] = []

    def __call__(self, *given: object) -> str:
        self.drawn.append(given)
        return f"{lazy('申請履歴')} {Markup.escape(given[0])}"


def test_the_same_is_drawn_once(app: Flask) -> None:
    drawing = _Drawing()
    with app.test_request_context("/"):
        assert once(drawing, "a", 1) == once(drawing, "a", 1)
        once(drawing, "a", 2)
    assert drawing.drawn == [("a", 1), ("a", 2)]


def test_each_language_has_its_own(app: Flask) -> None:
    drawing = _Drawing()
    with app.test_request_context("/"):
        with speaking("ja"):
            japanese = once(drawing, "a")
        with speaking("en"):
            english = once(drawing, "a")
    assert japanese != english


def test_a_text_is_not_taken_for_markup_that_reads_the_same(app: Flask) -> None:
    drawing = _Drawing()
    with app.test_request_context("/"), speaking("ja"):
        assert once(drawing, Markup("<b>")) == "申請履歴 <b>"
        assert once(drawing, "<b>") == "申請履歴 &lt;b&gt;"
