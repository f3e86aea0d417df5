"""A letter for the tests of the outbox, beside those of the product."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import ChoiceLoader, DictLoader

from tbc.mail import rendering

TEMPLATES = {
    "mail/test-noted/subject.txt": "{{ _('試験のお知らせ') }} {{ name }}\n",
    "mail/test-noted/body.txt": (
        '{% extends "mail/_layout.txt" %}{% block letter %}\n{{ name }} {{ at|longdate }}\n'
        "{{ base_url }}/x/{{ token }}\n{% endblock %}"
    ),
    "mail/test-noted/body.html": (
        '{% extends "mail/_layout.html" %}{% from "mail/_parts.html" import action, facts, plate %}'
        "{% block letter %}<h1>{{ name }}</h1>{{ action(base_url ~ '/x/' ~ token, _('開く')) }}{% endblock %}"
    ),
}


@pytest.fixture(autouse=True)
def letters() -> Iterator[None]:
    """`post("test-noted", …, name=, at=, token=)` works while the test runs."""
    environment = rendering._environment()
    ours = environment.loader
    assert ours is not None
    environment.loader = ChoiceLoader([ours, DictLoader(TEMPLATES)])
    yield
    environment.loader = ours
