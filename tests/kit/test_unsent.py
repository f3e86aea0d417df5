"""A session that ends while somebody types: nothing typed is lost, and nobody else's words are handed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from tbc.accounts.models import SignedIn
from tbc.applications.models import Application
from tbc.kit.clock import now
from tbc.kit.db import session
from tests.applications import given
from tests.client import Client
from tests.people import a_customer, sign_in

OWN = {"Sec-Fetch-Site": "same-origin"}
EMAIL = "typed-late@takasaki.example.jp"


@pytest.fixture
def here(client: Client) -> Any:
    """A step of a draft whose form is open while its session ends: (filer, address, what is sent)."""
    filer = a_customer()
    draft = given.apart(given.a_draft(filer))
    session.refresh(filer)
    session.expunge(filer)
    sign_in(client, filer)
    address = f"/applications/{draft.id}/delivery"
    sent = {"csrf_token": client.token(address), "delivery-email": EMAIL, "password": "secret"}
    session.execute(update(SignedIn).values(ended_at=now()))
    session.commit()
    return filer, draft, address, sent


def _hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


def test_what_was_typed_is_handed_back_and_sent_again(client: Client, here: Any) -> None:
    filer, draft, address, sent = here
    answer = client.post(address, data=sent, headers=OWN)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "サインインの有効期限が切れました" in text
    kept = _hidden(text)
    assert kept["delivery-email"] == EMAIL
    assert "password" not in kept
    sign_in(client, filer)
    assert client.post(address, data=kept, headers=OWN).status_code == 303
    session.expire_all()
    assert session.get_one(Application, draft.id).content["delivery"]["email"] == EMAIL


def test_a_page_that_grew_stale_hands_it_back_too(client: Client, here: Any) -> None:
    filer, _draft, address, sent = here
    sign_in(client, filer)
    answer = client.post(address, data=sent | {"csrf_token": "stale"}, headers=OWN)
    assert answer.status_code == 400
    kept = _hidden(answer.get_data(as_text=True))
    assert client.post(address, data=kept, headers=OWN).status_code == 303


def test_the_script_that_saves_gets_a_sentence(client: Client, here: Any) -> None:
    _filer, _draft, address, sent = here
    answer = client.post(f"{address}?act=keep", data=sent, headers=OWN | {"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json
    assert "別のタブでサインイン" in answer.json["text"]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}])
def test_another_sites_words_are_not_handed_over(client: Client, here: Any, headers: dict[str, str]) -> None:
    filer, _draft, address, sent = here
    assert EMAIL not in client.post(address, data=sent, headers=headers).get_data(as_text=True)
    sign_in(client, filer)
    stale = client.post(address, data=sent | {"csrf_token": "stale"}, headers=headers)
    assert stale.status_code == 400
    assert EMAIL not in stale.get_data(as_text=True)
