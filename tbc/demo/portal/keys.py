"""The keys that the portal signs with, made when it starts and shown in its JWKS."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from joserfc.jwk import ECKey, KeySet, RSAKey


class KeyRing:
    """One RSA and one EC key that sign, and those that did before a rotation."""

    def __init__(self) -> None:
        self.rsa, self.ec = _rsa(), _ec()
        self._former: list[RSAKey | ECKey] = []

    def for_algorithm(self, algorithm: str) -> RSAKey | ECKey:
        """The key that signs by `algorithm` now."""
        return self.ec if algorithm == "ES256" else self.rsa

    def all(self) -> KeySet:
        """Every key whose signature is still good."""
        return KeySet([self.rsa, self.ec, *self._former])

    def public(self) -> dict[str, Any]:
        """The JWKS."""
        return dict(self.all().as_dict(private=False))

    def rotate(self, *, keep: bool = True) -> None:
        """Sign with new keys from now on; what the old ones signed stays good if they are kept."""
        self._former = [self.rsa, self.ec] if keep else []
        self.rsa, self.ec = _rsa(), _ec()


def _rsa() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": token_hex(8), "use": "sig", "alg": "RS256"})


def _ec() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": token_hex(8), "use": "sig", "alg": "ES256"})
