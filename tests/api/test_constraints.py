"""What the database itself refuses of tokens and of answers that are kept: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.given import a_token
from tests.refusing import assert_refused

pytestmark = pytest.mark.rule("API-1")
ANSWER = "INSERT INTO api_answers VALUES (:token, :key, 'f', :status, NULL, '', now())"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("name = ''", "ck_api_tokens_name_is_something"),
        ("scopes = '{everything}'", "ck_api_tokens_scopes_known"),
        ("scopes = '{}'", "ck_api_tokens_scopes_are_some"),
        ("expires_at = made_at", "ck_api_tokens_ends_after_it_begins"),
        ("revoked_at = now()", "ck_api_tokens_revoked_by_somebody"),
        ("revoked_by_name = '例田　カレン'", "ck_api_tokens_revoked_by_somebody"),
    ],
)
def test_a_token_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    token, _word = a_token()
    assert_refused(session, f"UPDATE api_tokens SET {change} WHERE id = :id", name, id=token.id)


def test_a_word_opens_one_token(session: Session) -> None:
    (one, _word), (other, _other) = a_token(), a_token()
    same = "UPDATE api_tokens SET token_hash = :hash WHERE id = :id"
    assert_refused(session, same, "uq_api_tokens_token_hash", hash=one.token_hash, id=other.id)


def test_a_key_has_one_answer_and_that_is_whole(session: Session) -> None:
    token, _word = a_token()
    assert_refused(session, ANSWER, "ck_api_answers_answered_whole", token=token.id, key="a", status=201)
    session.execute(text(ANSWER), {"token": token.id, "key": "a", "status": None})
    assert_refused(session, ANSWER, "pk_api_answers", token=token.id, key="a", status=None)
    nobody = "0190a000-0000-7000-8000-00000000dead"
    assert_refused(session, ANSWER, "fk_api_answers_token_id_api_tokens", token=nobody, key="a", status=None)
