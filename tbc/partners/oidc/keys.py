"""The public keys of a partner portal: kept for an hour, asked for anew when one is unknown, and not too often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey, RSAKey

MOST_KEYS = 50
SMALLEST_RSA = 2048  # bits

# Which kind of key signs by which algorithm.
_KINDS: dict[str, tuple[type[RSAKey | ECKey | OKPKey], str | None]] = {
    "RS256": (RSAKey, None),
    "PS256": (RSAKey, None),
    "ES256": (ECKey, "P-256"),
    "EdDSA": (OKPKey, "Ed25519"),
    "Ed25519": (OKPKey, "Ed25519"),
}


def read_keys(document: Mapping[str, Any]) -> list[Key]:
    """The public keys of a JWKS that may check a signature; what we cannot use is left out."""
    given = document.get("keys")
    rows = given[:MOST_KEYS] if isinstance(given, list) else []
    return [key for row in rows if isinstance(row, dict) and (key := _key(row)) is not None]


def key_for(keys: list[Key], algorithm: str, kid: Any) -> Key | None:
    """The key that a token names by `kid` and that signs by `algorithm`; where it names none, the only one there is."""
    kind, curve = _KINDS[algorithm]
    fit = [key for key in keys if isinstance(key, kind) and (curve is None or key.get("crv") == curve)]
    fit = [key for key in fit if key.get("alg") in (None, algorithm)]
    if kid is None:
        return fit[0] if len(fit) == 1 else None
    return next((key for key in fit if key.get("kid") == kid), None)


def _key(row: dict[str, Any]) -> Key | None:
    if row.get("kty") not in {"RSA", "EC", "OKP"} or row.get("use", "sig") != "sig" or "d" in row:
        return None
    if row["kty"] == "RSA" and _bits(row.get("n")) < SMALLEST_RSA:
        return None
    try:
        key = JWKRegistry.import_key(row)
        key.get_op_key("verify")
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key


def _bits(modulus: Any) -> int:
    """How long a key is, by six bits for each letter; a few less count as the length that they are meant to be."""
    return len(modulus) * 6 if isinstance(modulus, str) and not modulus.startswith("AA") else 0
