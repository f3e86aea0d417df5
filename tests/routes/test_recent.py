"""Sensitive acts ask everybody again who it is once their confirmation is ten minutes old, and do nothing (ACC-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tbc.accounts.models import SignedIn
from tbc.kit import db
from tbc.kit.clock import now
from tbc.kit.guard import RECENT
from tests.routes.actors import Stage
from tests.routes.ledger import fingerprint
from tests.routes.table import ACTORS, ROWS, Row
from tests.routes.things import FIELDS, address_of


@pytest.mark.rule("ACC-3")
def test_an_old_confirmation_is_not_enough(app: Flask, stage: Stage) -> None:
    asked = {row.endpoint for row in _sensitive(app) if _asks_again(app, stage, row)}
    sensitive = {name for name, view in app.view_functions.items() if getattr(view, "__recent__", False)}
    assert asked == sensitive


def _sensitive(app: Flask) -> list[Row]:
    """The rows of sensitive acts that somebody may do."""
    return [row for row in ROWS if getattr(app.view_functions[row.endpoint], "__recent__", False) and _doer(row)]


def _doer(row: Row) -> str | None:
    return next((name for name in ACTORS[1:] if row.statuses[name] not in {403, 404}), None)


def _asks_again(app: Flask, stage: Stage, row: Row) -> bool:
    with stage.scene() as cast:
        actor = _doer(row) or ""
        path, browser = address_of(app, row, cast), cast.browsers[actor]
        db.session.execute(update(SignedIn).values(confirmed_at=now() - RECENT - timedelta(seconds=1)))
        db.session.commit()
        before = fingerprint(db.session())
        if row.method == "GET":
            assert browser.get(path).location.startswith("/account/confirm?next=/"), row
        else:
            values = {"csrf_token": cast.tokens[actor], **FIELDS.get(row.endpoint, {})}
            answer = browser.post(path, data=values)
            assert answer.status_code == 403, row
            assert "ご本人の確認" in answer.text
        assert fingerprint(db.session()) == before, row
    return True
