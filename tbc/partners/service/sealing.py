"""ID tokens, which are kept to sign somebody out at the portal: sealed as authenticator apps' secrets are."""

from __future__ import annotations

from uuid import UUID

from tbc.kit import sealing


def seal(id_token: str, session_id: UUID) -> bytes:
    """An ID token as it may stand in the database, for one session alone."""
    return sealing.seal(id_token, session_id)


def unseal(sealed: bytes | None, session_id: UUID) -> str | None:
    """The ID token, None where it is gone or was sealed with another key."""
    if sealed is None:
        return None
    try:
        return sealing.unseal(sealed, session_id)
    except sealing.SealBroken:
        return None
