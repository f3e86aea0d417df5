"""The record that proves a domain: seen, not there, another one, and a name server that says nothing."""

from __future__ import annotations

import pytest

from tbc.organizations.service import dns
from tests.organizations.name_server import name_server

NAME = "_tbc-challenge.example.co.jp"


@pytest.mark.rule("ORG-9")
def test_a_record_is_seen_among_others() -> None:
    with name_server() as server:
        server.texts[NAME] = ["v=spf1 -all", "tbc-recovery=right"]
        assert dns.has_text(NAME, "tbc-recovery=right", server.address)
        assert not dns.has_text(NAME, "tbc-recovery=wrong", server.address)
        assert not dns.has_text(NAME, "tbc-recovery=righ", server.address)
        assert server.asked == [NAME] * 3


@pytest.mark.rule("ORG-9")
def test_a_long_record_in_parts_is_read_whole() -> None:
    with name_server() as server:
        server.texts[NAME] = ['tbc-rec" "overy=right']
        assert dns.has_text(NAME, "tbc-recovery=right", server.address)


@pytest.mark.rule("ORG-9")
def test_no_such_name_and_a_name_without_text_are_no_proof() -> None:
    with name_server() as server:
        assert not dns.has_text(NAME, "x", server.address)
        server.texts[NAME] = []
        assert not dns.has_text(NAME, "x", server.address)


@pytest.mark.rule("ORG-9")
def test_a_silent_name_server_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns, "LIFETIME", 0.3)
    with name_server() as server:
        server.silent = True
        with pytest.raises(dns.Unreachable):
            dns.has_text(NAME, "x", server.address)
