"""Invariants of the room live in the database: each is broken here on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.accounts.models import AddressRule, Consent, Proof, SignUp, User
from tbc.kit.ids import new_id
from tests.accounts.journeys import EMAIL, somebody

AT = datetime(2026, 11, 20, tzinfo=UTC)


def _user(**values: Any) -> User:
    return User(**({"email": "x@takasaki.example.jp"} | values))


def _sign_up(**values: Any) -> SignUp:
    given = {"token_hash": b"t", "browser_hash": b"b", "email": "x@example.jp", "name": "x", "expires_at": AT}
    return SignUp(**(given | {"terms_version": "1", "privacy_version": "1"} | values))


def _proof(**values: Any) -> Proof:
    return Proof(
        **({"purpose": "reset-password", "token_hash": b"t", "email": "x@example.jp", "expires_at": AT} | values)
    )


BROKEN: dict[str, Callable[[], list[Any]]] = {
    "uq_users_email": lambda: [_user(email=EMAIL.upper())],
    "ck_users_kind_known": lambda: [_user(kind="boss")],
    "ck_users_staff_have_a_role": lambda: [_user(kind="staff")],
    "ck_users_staff_role_known": lambda: [_user(kind="staff", staff_role="boss")],
    "ck_users_mode_known": lambda: [_user(mode="both")],
    "ck_users_language_known": lambda: [_user(language="fr")],
    "ck_sign_ups_kind_known": lambda: [_sign_up(kind="staff")],
    "ck_sign_ups_language_known": lambda: [_sign_up(language="fr")],
    "ck_sign_ups_proven_holds_no_password": lambda: [_sign_up(proven_at=AT, password_hash="x")],
    "uq_sign_ups_token_hash": lambda: [_sign_up(), _sign_up()],
    "ck_proofs_purpose_known": lambda: [_proof(purpose="anything")],
    "uq_proofs_token_hash": lambda: [_proof(), _proof()],
    "fk_proofs_user_id_users": lambda: [_proof(user_id=new_id())],
    "fk_consents_user_id_users": lambda: [_consent(user_id=new_id())],
    "ck_consents_document_known": lambda: [_consent(document="menu")],
    "ck_consents_occasion_known": lambda: [_consent(occasion="lunch")],
    "ck_address_rules_verdict_known": lambda: [AddressRule(pattern="example.jp", verdict="maybe")],
    "ck_address_rules_pattern_in_lower_case": lambda: [AddressRule(pattern="Example.jp", verdict="allow")],
    "uq_address_rules_pattern": lambda: [AddressRule(pattern="example.jp", verdict=v) for v in ("allow", "refuse")],
}


def _consent(**values: Any) -> Consent:
    return Consent(
        **({"user_id": somebody("y@example.jp").id, "document": "terms", "version": "1", "occasion": "filing"} | values)
    )


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses(session: Session, constraint: str) -> None:
    somebody()
    session.add_all(BROKEN[constraint]())
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
