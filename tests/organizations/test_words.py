"""Every act of the room has words for its owners, and a letter that shares its name is one that exists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tbc.audit.models import AuditEvent
from tbc.kit.ids import new_id
from tbc.organizations import words

ROOM = Path(words.__file__).parent
RECORDING = frozenset({"record", "note", "_note", "_say"})
# Staff's decisions on domains, which happen in no organization.
ELSEWHERE = frozenset({"domain-split", "domain-joined"})


def acts() -> set[str]:
    """The acts that the room's services write down by name."""
    found = set()
    for path in (ROOM / "service").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                if name in RECORDING and isinstance(call.args[0].value, str):
                    found.add(call.args[0].value)
    return found - ELSEWHERE


@pytest.mark.rule("AUD-1")
def test_no_act_is_without() -> None:
    assert len(acts()) > 20
    assert acts() <= words.ACTS.keys()


def test_name_the_person_but_not_the_one_who_did_it() -> None:
    one, other = new_id(), new_id()
    event = AuditEvent(act="organization-right-granted", actor_id=one, details={"user_id": str(other)})
    assert words.about(event, {other: "同僚　光"}, {}) == ["同僚　光"]
    event.details = {"user_id": str(one)}
    assert words.about(event, {one: "本人"}, {}) == []


def test_name_what_was_changed() -> None:
    event = AuditEvent(act="organization-changed", details={"fields": ["name", "joining", "unheard-of"]})
    assert words.about(event, {}, {}) == ["組織の名前", "参加の方法"]
    event = AuditEvent(act="organization-contact-changed", details={"old": "a@x.jp", "new": "b@x.jp"})
    assert words.about(event, {}, {}) == ["a@x.jp → b@x.jp"]
    assert words.of(AuditEvent(act="not-yet-known", details={})) == "not-yet-known"
