"""A passkey in software: makes and signs as a device would, and misbehaves when asked to."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

ORIGIN = "http://localhost"
PRESENT_AND_VERIFIED, HOLDS_KEY = 0x05, 0x40


@dataclass
class Authenticator:
    """One device with one key; `count` is how often it has signed."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0

    def make(self, options: dict[str, Any], *, origin: str = ORIGIN, host: str = "localhost") -> str:
        """What the browser answers to the options of a new passkey."""
        data = self._data(host, PRESENT_AND_VERIFIED | HOLDS_KEY) + bytes(16)
        data += len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._public_key()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"attestationObject": bytes_to_base64url(attestation), "transports": ["internal", "made-up"]}
        return self._answer("webauthn.create", options, origin, said)

    def sign(self, options: dict[str, Any], *, origin: str = ORIGIN, host: str = "localhost", step: int = 1) -> str:
        """What the browser answers to the options of a sign-in."""
        self.count += step
        data = self._data(host, PRESENT_AND_VERIFIED)
        client = self._client("webauthn.get", options, origin)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        said = {"authenticatorData": bytes_to_base64url(data), "signature": bytes_to_base64url(signature)}
        return self._answer("webauthn.get", options, origin, said)

    def _data(self, host: str, flags: int) -> bytes:
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _client(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": origin}).encode()

    def _answer(self, kind: str, options: dict[str, Any], origin: str, said: dict[str, Any]) -> str:
        client = bytes_to_base64url(self._client(kind, options, origin))
        name = bytes_to_base64url(self.credential_id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": {"clientDataJSON": client, **said}}
        )
