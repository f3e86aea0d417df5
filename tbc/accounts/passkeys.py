"""Passkeys (WebAuthn): what the browser is asked for, and whether what it answers is right.

The portal's name towards passkeys is the host of TBC_BASE_URL: a page of any other host gets no answer for it.
The library comes with the first passkey that is asked for: with its cryptography it has fifteen megabytes, which a
worker that meets none goes without.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tbc.accounts.models import Passkey, User

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal", "cable"})


class PasskeyRefused(Exception):
    """What the browser answered proves nothing: another site's, another challenge's, or not signed by this key."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey, as its browser showed it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


class _Party:
    host = "localhost"
    origin = "http://localhost"


def set_up(base_url: str) -> None:
    """Take passkeys for the portal at `base_url` from now on."""
    _Party.host, _Party.origin = urlsplit(base_url).hostname or "", base_url


def ask_for_new(user: User, challenge: bytes, held: Sequence[Passkey]) -> str:
    """What the browser is told to make a passkey, as JSON; a device that holds one of `held` makes no second one."""
    import webauthn
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=_Party.host,
        rp_name="Trend Business Center",
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.name or user.email,
        challenge=challenge,
        exclude_credentials=_described(held),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return webauthn.options_to_json(options)


def ask_for_sign(challenge: bytes, held: Sequence[Passkey]) -> str:
    """What the browser is told to sign with one of `held`, as JSON."""
    import webauthn

    options = webauthn.generate_authentication_options(
        rp_id=_Party.host, challenge=challenge, allow_credentials=_described(held)
    )
    return webauthn.options_to_json(options)


def read_new(answer: str, challenge: bytes) -> Made:
    """The passkey that the browser made.

    Raises:
        PasskeyRefused: the answer is none, or not to this challenge.
    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=_Party.host, expected_origin=_Party.origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise PasskeyRefused(str(wrong)) from None
    said = json.loads(answer).get("response", {}).get("transports") or []
    transports = [word for word in said if isinstance(word, str) and word in TRANSPORTS]
    return Made(made.credential_id, made.credential_public_key, made.sign_count, transports)


def credential_id_of(answer: str) -> bytes:
    """Which passkey the browser says it has signed with.

    Raises:
        PasskeyRefused: it does not say so.
    """
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(str(json.loads(answer)["rawId"]))
    except (ValueError, KeyError, TypeError):
        raise PasskeyRefused("no answer of a passkey") from None


def read_sign(answer: str, challenge: bytes, passkey: Passkey) -> int:
    """How often the passkey has signed, by its answer to `challenge`.

    Raises:
        PasskeyRefused: it did not sign this; or it counts no more than it did before, as a copy of it would.
    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_Party.host,
            expected_origin=_Party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise PasskeyRefused(str(wrong)) from None
    return shown.new_sign_count


def _described(held: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(
            id=passkey.credential_id, transports=[AuthenticatorTransport(word) for word in passkey.transports]
        )
        for passkey in held
    ]
