"""Anything at all, to any route, by anybody: some answer, and never a broken page."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tbc.applications.record import STEPS
from tests.routes.actors import A_FORM, the_cast
from tests.routes.table import ROWS
from tests.routes.things import shared_addresses
from tests.security.poison import fields_of, poisoned
from tests.security.test_poison import FIELDS, QUERIES

NAMES = sorted(
    {*FIELDS, *QUERIES, "path", "typed", "value", "from", "record", "sheet", "cell", "edit", "why", "number_to", "q"}
    | {name for step in STEPS for name in fields_of(poisoned(), step.path)}
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "0", "-1", "1e9", "2026-02-30", "9999/12/31", "~", "new", "continue", "keep", "\u3000", "%", "\\"]
    ),
    st.from_regex(r"[a-z_]{1,12}(:[0-9]{1,20})?", fullmatch=True),
)
SENT = st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=25)
LEFT_OUT = {"static", "accounts.sign_out", "accounts.set_password", "imports.upload"}
FUZZED = [row for row in ROWS if row.endpoint not in LEFT_OUT and 200 <= row.statuses["anonymous"] < 500]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@pytest.mark.parametrize("actor", ["anonymous", "filer", "operator"])
def test_no_input_breaks_a_page(app: Flask, session: Session, actor: str) -> None:
    cast = the_cast(app)
    browser = cast.browsers[actor]
    address_of = shared_addresses(app, cast)
    paths = {str(row): address_of(row) for row in FUZZED}

    @settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=CHECKS, phases=[Phase.generate])
    @given(row=st.sampled_from(FUZZED), sent=SENT)
    def ask(row: object, sent: dict[str, str]) -> None:
        path = paths[str(row)]
        if str(row).startswith("GET"):
            answer = browser.get(path, query_string=sent)
        else:
            answer = browser.post(path, data=sent | {"csrf_token": browser.token(A_FORM)})
        answer.close()
        assert answer.status_code < 500, (str(row), sent)

    ask()
